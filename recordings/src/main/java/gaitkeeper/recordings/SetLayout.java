package gaitkeeper.recordings;

/**
 * Bytes of a set file ({@code .gkr}), version 1, little endian. Recordings first, so that they can be written as they come; the
 * table of them last; the header when all is known.
 *
 * <pre>
 *    0        8        10            12           16             24             32           36            40      64
 *    +--------+--------+-------------+------------+--------------+--------------+------------+-------------+-------+--
 *    |magic   |version |coordinates  |recordings  |table offset  |file length   |table CRC32 |header CRC32 |zero   |
 *    |8 bytes |u16 = 1 |u16          |i32         |i64           |i64           |i32         |i32 of 0..35 |       |
 *    +--------+--------+-------------+------------+--------------+--------------+------------+-------------+-------+--
 *    then per recording, frame after frame: J x (x, y, z), f32 metres or i16 x 0.2 mm
 *    then the table, per recording:
 *    +--------------+---------+---------+---------+---------+---------+--------+---------+----------+--------------------------+
 *    |first byte    |frames   |joints   |geometry |head     |tail     |run     |rate     |walk      |person, condition, view   |
 *    |i64           |i32      |u8 code  |u8 code  |u16      |u16      |u16     |f32 fps  |i32       |each u8 length, UTF-8     |
 *    +--------------+---------+---------+---------+---------+---------+--------+---------+----------+--------------------------+
 * </pre>
 */
final class SetLayout {
    static final byte[] MAGIC = {'G', 'K', 'R', 'E', 'C', '\r', '\n', 0x1a};
    static final int VERSION = 1;

    static final int VERSION_OFFSET = MAGIC.length;
    static final int COORDINATES_OFFSET = VERSION_OFFSET + Short.BYTES;
    static final int COUNT_OFFSET = COORDINATES_OFFSET + Short.BYTES;
    static final int TABLE_OFFSET = COUNT_OFFSET + Integer.BYTES;
    static final int LENGTH_OFFSET = TABLE_OFFSET + Long.BYTES;
    static final int TABLE_CRC_OFFSET = LENGTH_OFFSET + Long.BYTES;
    static final int HEADER_CRC_OFFSET = TABLE_CRC_OFFSET + Integer.BYTES;
    static final int DATA_OFFSET = 64;

    /** Bytes of a row without its texts. */
    static final int ROW_BYTES = Long.BYTES + Integer.BYTES + 2 + 3 * Short.BYTES + Float.BYTES + Integer.BYTES;
    /** Most bytes of a row. */
    static final int MAX_ROW_BYTES = ROW_BYTES + 3 * (1 + Take.MAX_TEXT);
    /** Largest table: over a million recordings. */
    static final int MAX_TABLE_BYTES = 1 << 28;

    /** Metres per unit of 16-bit coordinates. */
    static final float UNIT = 0.0002f;

    private SetLayout() {}
}
