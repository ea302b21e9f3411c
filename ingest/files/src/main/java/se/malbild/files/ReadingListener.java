package se.malbild.files;

/** Is told how far the reading of a file has come. */
@FunctionalInterface
public interface ReadingListener {
    ReadingListener NONE = (bytes, row, faulty) -> {};

    /**
     * Called after every row.
     *
     * @param bytes of the file read so far, packed as they are; 0 for a workbook, which is not read from its beginning to its
     *     end
     * @param row number of the row
     * @param faulty rows so far that say no observation though they should
     */
    void read(long bytes, long row, long faulty);
}
