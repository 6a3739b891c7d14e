/** True when a graphics driver's name is that of a program on the processor: SwiftShader, Mesa's llvmpipe and lavapipe, Microsoft's WARP. */
export function isSoftwareAdapter(description: string): boolean {
  return /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|warp/i.test(description);
}
