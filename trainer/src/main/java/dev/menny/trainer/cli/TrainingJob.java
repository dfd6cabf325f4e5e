package dev.menny.trainer.cli;

import dev.menny.nn.Sequential;
import dev.menny.trainer.data.DatasetSummary;
import dev.menny.trainer.train.TrainingConfig;
import java.nio.file.Path;

/**
 * What is about to be trained, for the head of a report.
 *
 * @param data the folder of pictures
 * @param pictures what it holds
 * @param network the model
 * @param config all settings
 * @param weights where the result goes
 */
record TrainingJob(Path data, DatasetSummary pictures, Sequential network, TrainingConfig config, Path weights) {}
