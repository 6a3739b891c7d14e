/** The part of plotly.js that the figure uses: https://plotly.com/javascript/reference/ */
declare module 'plotly.js-basic-dist-min' {
  interface Trace {
    readonly type: 'scatter';
    readonly mode: 'lines';
    readonly x: ArrayLike<number>;
    readonly y: ArrayLike<number>;
    readonly xaxis: string;
    readonly yaxis: string;
    readonly name: string;
    readonly line: { readonly color: string; readonly width: number; readonly simplify: false };
  }

  interface Axis {
    readonly domain: readonly [number, number];
    readonly anchor: string;
    readonly range?: readonly [number, number];
    readonly type?: 'linear' | 'log';
    readonly visible?: boolean;
    readonly [attribute: string]: unknown;
  }

  interface Annotation {
    readonly text: string;
    readonly [attribute: string]: unknown;
  }

  interface Layout {
    readonly height: number;
    readonly width?: number;
    readonly paper_bgcolor: string;
    readonly annotations: readonly Annotation[];
    readonly [axis: `${'x' | 'y'}axis${string}`]: Axis;
    readonly [attribute: string]: unknown;
  }

  interface Figure {
    readonly data: readonly Trace[];
    readonly layout: Layout;
    readonly config?: { readonly staticPlot?: boolean; readonly responsive?: boolean };
  }

  interface ImageOptions {
    readonly format: 'svg' | 'png';
    readonly width: number;
    readonly height: number;
    readonly scale?: number;
    readonly filename: string;
  }

  interface PlotlyStatic {
    newPlot(element: HTMLElement, figure: Figure): Promise<unknown>;
    purge(element: HTMLElement): void;
    downloadImage(figure: Figure, options: ImageOptions): Promise<string>;
  }

  const Plotly: PlotlyStatic;
  export default Plotly;
  export type { Annotation, Axis, Figure, Layout, PlotlyStatic, Trace };
}
