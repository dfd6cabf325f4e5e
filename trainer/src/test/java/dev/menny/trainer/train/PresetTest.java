package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Pooling;
import dev.menny.trainer.data.PictureFormat;
import org.junit.jupiter.api.Test;

class PresetTest {
    @Test
    void mennyHoldsThePublishedSettings() {
        TrainingConfig menny = Preset.MENNY.config(Architecture.COMPLEX, Preset.FORMAT);

        assertThat(menny.optimizer()).isEqualTo(new OptimizerSettings(OptimizerSettings.Kind.ADAMW, 1e-5, 1e-4));
        assertThat(menny.batch()).isEqualTo(64);
        assertThat(menny.epochs()).isEqualTo(100);
        assertThat(menny.patience()).isEqualTo(10);
        assertThat(menny.model())
                .isEqualTo(new ModelSettings(
                        Architecture.COMPLEX,
                        new PictureFormat(512, 512, 3),
                        Normalization.NONE,
                        Pooling.AVERAGE,
                        0.2f));
        assertThat(menny.augmentations()).hasToString("[flip(0.5), rotate(15.0)]");
    }
}
