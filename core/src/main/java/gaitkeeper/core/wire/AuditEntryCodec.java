package gaitkeeper.core.wire;

import gaitkeeper.core.AuditEntry;

/**
 * Version 1: i64 start, i64 end, who text, standing text, address text, operation text, target text, i32 status, i64 gallery
 * version.
 */
final class AuditEntryCodec implements Codec<AuditEntry> {
    private static final int VERSION = 1;

    @Override
    public byte[] encode(AuditEntry value) {
        return new WireWriter(VERSION).i64(value.startNs()).i64(value.endNs()).text(value.who())
                .text(value.standing()).text(value.address()).text(value.operation()).text(value.target())
                .i32(value.status()).i64(value.galleryVersion()).bytes();
    }

    @Override
    public AuditEntry decode(byte[] bytes) {
        var in = new WireReader(bytes, "audit entry", VERSION);
        var value = new AuditEntry(in.i64(), in.i64(), in.text(), in.text(), in.text(), in.text(), in.text(), in.i32(),
                in.i64());
        in.end();
        return value;
    }
}
