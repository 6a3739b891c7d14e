import type { SynapseType } from '../../model/model.ts';
import type { LabDocument } from '../../store/labDocument.ts';
import { useLab } from '../labContext.ts';
import { useCalmStore } from '../useCalmStore.ts';
import { readMatrix } from './matrixData.ts';

const networkOf = ({ network }: LabDocument): LabDocument['network'] => network;

/** Matrices for tables and small pictures, which follow a stroke a few times a second; the matrix that is painted in follows every frame. */
export function useMatricesOnScreen(types: readonly SynapseType[]): ReturnType<typeof readMatrix>[] {
  const { lab } = useLab();
  useCalmStore(lab.document, networkOf);
  return types.map((type) => readMatrix(lab, type));
}

export function useMatrixOnScreen(type: SynapseType): ReturnType<typeof readMatrix> {
  return useMatricesOnScreen([type])[0]!;
}
