/** The part of plotly.js that the figure uses: https://plotly.com/javascript/reference/ */
declare module 'plotly.js-basic-dist-min' {
  interface Trace {
    readonly type: 'scatter';
    readonly mode: 'lines' | 'markers';
    readonly x: ArrayLike<number>;
    readonly y: ArrayLike<number>;
    readonly xaxis: string;
    readonly yaxis: string;
    readonly name: string;
    readonly line?: {
      readonly color: string;
      readonly width: number;
      readonly simplify: false;
      readonly shape?: 'hv';
      readonly dash?: 'dash';
    };
    readonly marker?: { readonly color: string | readonly string[]; readonly size: number };
    readonly fill?: 'toself';
    readonly fillcolor?: string;
  }

  interface Axis {
    readonly domain: readonly [number, number];
    readonly anchor: string;
    readonly range?: readonly [number, number];
    readonly type?: 'linear' | 'log';
    readonly visible?: boolean;
    readonly exponentformat?: 'power';
    readonly [attribute: string]: unknown;
  }

  interface Annotation {
    readonly text: string;
    readonly [attribute: string]: unknown;
  }

  interface LayoutImage {
    /** 'data:image/png;base64,…' */
    readonly source: string;
    readonly [attribute: string]: unknown;
  }

  interface Shape {
    readonly type: 'line';
    readonly [attribute: string]: unknown;
  }

  interface Layout {
    readonly height: number;
    readonly width: number;
    readonly paper_bgcolor: string;
    readonly annotations: readonly Annotation[];
    readonly images: readonly LayoutImage[];
    readonly [axis: `${'x' | 'y'}axis${string}`]: Axis;
    readonly [attribute: string]: unknown;
  }

  interface Figure {
    readonly data: readonly Trace[];
    readonly layout: Layout;
    readonly config?: { readonly staticPlot?: boolean };
  }

  interface ImageOptions {
    readonly format: 'svg' | 'png';
    readonly width: number;
    readonly height: number;
    readonly scale?: number;
    /** An SVG's text, a PNG's base64, without the head of an address. */
    readonly imageDataOnly?: boolean;
  }

  interface PlotlyStatic {
    newPlot(element: HTMLElement, figure: Figure): Promise<unknown>;
    purge(element: HTMLElement): void;
    toImage(figure: Figure, options: ImageOptions): Promise<string>;
  }

  const Plotly: PlotlyStatic;
  export default Plotly;
  export type { Annotation, Axis, Figure, Layout, LayoutImage, PlotlyStatic, Shape, Trace };
}
