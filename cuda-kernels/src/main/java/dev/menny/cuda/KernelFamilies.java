package dev.menny.cuda;

import dev.menny.cuda.driver.Blas;
import dev.menny.cuda.driver.DataType;

/** All operations of the GPU, by family. */
record KernelFamilies(
        Elementwise elementwise,
        Pools pools,
        Convolutions convolutions,
        Blocks blocks,
        RgbBlocks rgbBlocks,
        LinearLayers linearLayers,
        Losses losses,
        Pictures pictures,
        Optimizers optimizers) {
    /** @param factors what the factors of convolutions and linear layers are rounded to */
    static KernelFamilies of(
            CommandQueue queue,
            Launcher launcher,
            StepNumbers numbers,
            Workspaces workspaces,
            Downloads downloads,
            ConvolutionPlans plans,
            Blas blas,
            DataType factors) {
        Elementwise elementwise = new Elementwise(launcher, numbers);
        Operands operands = new Operands(elementwise);
        Biases biases = new Biases(launcher, workspaces);
        Convolutions convolutions = new Convolutions(queue, plans, factors, operands, biases, workspaces);
        return new KernelFamilies(
                elementwise,
                new Pools(launcher),
                convolutions,
                new Blocks(launcher, convolutions, biases, workspaces),
                new RgbBlocks(launcher, elementwise, biases, workspaces),
                new LinearLayers(queue, blas, factors, operands, biases, workspaces),
                new Losses(launcher, workspaces, operands),
                new Pictures(launcher),
                new Optimizers(launcher, numbers, workspaces, downloads));
    }
}
