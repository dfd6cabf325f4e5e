package dev.menny.trainer.train;

import dev.menny.nn.Loss;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.trainer.data.Part;
import dev.menny.trainer.data.Split;

/** How much each class counts in the loss. */
public enum ClassWeights {
    /** Each picture counts alike, so frequent classes count more. */
    NONE {
        @Override
        public Loss loss(Split split) {
            return new SoftmaxCrossEntropy();
        }
    },
    /** Each class counts alike, so pictures of rare classes count more. */
    BALANCED {
        @Override
        public Loss loss(Split split) {
            return SoftmaxCrossEntropy.balanced(split.counts(Part.TRAINING));
        }
    };

    /** The loss for the training pictures of a split. */
    public abstract Loss loss(Split split);
}
