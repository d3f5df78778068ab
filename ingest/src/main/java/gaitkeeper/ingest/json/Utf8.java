package gaitkeeper.ingest.json;

/** What of UTF-8 (RFC 3629) a scanner must know. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes belong to the one at a position, which is not ASCII, behind it; -1 if they are no character. */
    static int following(byte[] text, int at, int end) {
        int first = text[at] & 0xff;
        int more = first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
        if (more < 0 || end - at <= more) {
            return -1;
        }
        for (int i = 1; i <= more; i++) {
            if ((text[at + i] & 0xc0) != 0x80) {
                return -1;
            }
        }
        int second = text[at + 1] & 0xff;
        boolean overlong = first == 0xe0 && second < 0xa0 || first == 0xf0 && second < 0x90;
        boolean beyond = first == 0xed && second > 0x9f || first == 0xf4 && second > 0x8f;
        return overlong || beyond ? -1 : more;
    }
}
