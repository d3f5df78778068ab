package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectionTest {
    @Test
    void choosesAsInTheWorkedCase() {
        double[] top1 = {0.9, 0.2, 0.3, 0.3, 0.1};
        int patience = 2;

        Selection best = Selection.NONE;
        int epoch = 0;
        while (best.waited() < patience && epoch < top1.length) {
            best = best.after(epoch, top1[epoch++]);
        }

        assertThat(best).isEqualTo(new Selection(0.3, 2, 2));
        assertThat(epoch - 1).isEqualTo(4);
    }

    @Test
    void knowsWhetherTheLastWasTheBest() {
        assertThat(Selection.NONE.after(0, 0.9).improved()).isFalse();
        assertThat(Selection.NONE.after(0, 0.9).after(1, 0.2).improved()).isTrue();
        assertThat(Selection.NONE.after(1, 0.2).after(2, 0.2).improved()).isFalse();
    }
}
