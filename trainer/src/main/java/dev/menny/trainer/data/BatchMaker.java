package dev.menny.trainer.data;

/** Makes batches of one kind of a loader's pictures, in one way of preparing them. */
interface BatchMaker {
    /** A batch on its way, of as many pictures as labels. */
    Pending begin(int[] labels);

    /** The memory of a batch, and what is to be put there. */
    interface Pending {
        /**
         * Prepares a picture; called once for each place, by many threads at once.
         *
         * @param place in the batch
         * @param index in the loader's list
         * @throws DataException if it cannot be read
         */
        void load(int place, int index);

        /** The batch, once all its pictures are loaded. */
        Batch ready();

        /** Lets the memory be filled again. */
        void giveBack();
    }
}
