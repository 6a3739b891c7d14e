import { Owned } from '../owned.ts';
import { MOST_IN_FLIGHT } from './planMemory.ts';

const WORKGROUP_SIZE = 64;
/** Dynamic offsets of storage buffers are multiples of so many bytes. */
const ALIGNMENT = 256;
/** What the rows of one submission may take. */
const MOST_BYTES = 2 ** 25;

/** Copies some entries of the state into a row; the row is chosen by its binding's offset. */
const CODE = `
@group(0) @binding(0) var<storage, read> state: array<f32>;
@group(0) @binding(1) var<storage, read> addresses: array<u32>;
@group(0) @binding(2) var<storage, read_write> row: array<f32>;

@compute @workgroup_size(${WORKGROUP_SIZE})
fn gather(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < arrayLength(&addresses)) {
    row[id.x] = state[addresses[id.x]];
  }
}
`;

/** Takes the entries of the state that probes need at the recorded steps of a submission: a small dispatch before each of those steps. */
export class ProbeGather {
  /** Rows that one submission may record; at least 2. */
  readonly mostRows: number;
  private readonly pipeline: GPUComputePipeline;
  private readonly bindGroup: GPUBindGroup;
  private readonly count: number;
  /** Bytes from row to row. */
  private readonly stride: number;
  private readonly rows: GPUBuffer;
  private readonly staging: readonly GPUBuffer[];
  private readonly owned: Owned;

  /**
   * @param addresses in `state`, at least one
   * @param mostRows that are ever recorded at once
   * @throws Error when the device has no room for them
   */
  static async create(
    device: GPUDevice,
    state: GPUBuffer,
    addresses: Uint32Array<ArrayBuffer>,
    mostRows: number,
  ): Promise<ProbeGather> {
    const layout = device.createBindGroupLayout({
      entries: (['read-only-storage', 'read-only-storage', 'storage'] as const).map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type, hasDynamicOffset: type === 'storage' },
      })),
    });
    const pipeline = await device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: device.createShaderModule({ code: CODE }), entryPoint: 'gather' },
    });
    const owned = new Owned();
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    const gather = new ProbeGather(device, pipeline, layout, owned, state, addresses, mostRows);
    const errors = [await device.popErrorScope(), await device.popErrorScope()].filter((error) => error !== null);
    if (errors.length === 0) return gather;
    owned.free();
    throw new Error(`the GPU has no room for what is recorded of this network: ${errors[0]!.message}`);
  }

  private constructor(
    device: GPUDevice,
    pipeline: GPUComputePipeline,
    layout: GPUBindGroupLayout,
    owned: Owned,
    state: GPUBuffer,
    addresses: Uint32Array<ArrayBuffer>,
    mostRows: number,
  ) {
    this.pipeline = pipeline;
    this.owned = owned;
    this.count = addresses.length;
    this.stride = ALIGNMENT * Math.ceil((4 * this.count) / ALIGNMENT);
    this.mostRows = Math.max(2, Math.min(mostRows, Math.floor(MOST_BYTES / this.stride)));
    const size = this.mostRows * this.stride;
    const { COPY_DST, COPY_SRC, MAP_READ, STORAGE } = GPUBufferUsage;
    const make = (label: string, bytes: number, usage: number): GPUBuffer =>
      owned.add(device.createBuffer({ label, size: bytes, usage }), (one) => one.destroy());
    const list = make('addresses of probes', addresses.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(list, 0, addresses);
    this.rows = make('recorded probes', size, STORAGE | COPY_SRC);
    this.staging = Array.from({ length: MOST_IN_FLIGHT }, () => make('probes under way', size, MAP_READ | COPY_DST));
    this.bindGroup = device.createBindGroup({
      layout,
      entries: [
        { binding: 0, resource: { buffer: state } },
        { binding: 1, resource: { buffer: list } },
        { binding: 2, resource: { buffer: this.rows, size: this.stride } },
      ],
    });
  }

  /** Records the state as it stands into a row of the submission. */
  encode(pass: GPUComputePassEncoder, row: number): void {
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(0, this.bindGroup, [row * this.stride]);
    pass.dispatchWorkgroups(Math.ceil(this.count / WORKGROUP_SIZE));
  }

  /** Brings the rows of a submission back; `read` them once it is done. @returns where they will be, and how many bytes */
  encodeCopy(encoder: GPUCommandEncoder, submission: number, rows: number): { staging: GPUBuffer; bytes: number } {
    const staging = this.staging[submission % MOST_IN_FLIGHT]!;
    const bytes = rows * this.stride;
    if (bytes > 0) encoder.copyBufferToBuffer(this.rows, 0, staging, 0, bytes);
    return { staging, bytes };
  }

  /** What came back, without the gaps between rows: [rows, addresses]. */
  unpack(bytes: ArrayBuffer): Float32Array<ArrayBuffer> {
    const { count } = this;
    const stride = this.stride / 4;
    const padded = new Float32Array(bytes);
    const values = new Float32Array((padded.length / stride) * count);
    for (let row = 0; row * stride < padded.length; row++) {
      values.set(padded.subarray(row * stride, row * stride + count), row * count);
    }
    return values;
  }

  dispose(): void {
    this.owned.free();
  }
}
