package org.bytestill.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The smallest archive that libtorch loads as a TorchScript module: one class without attributes, four zip entries. */
final class ScriptArchive {
    /** Operator schemas are chosen by this number; with 3, gelu has no {@code approximate}. */
    private static final String VERSION = "10\n";

    /** Pickle of an instance of {@code __torch__.M} with an empty dictionary: PROTO 2, GLOBAL, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, BUILD, STOP. */
    private static final String DATA_PICKLE = "\u0080\u0002c__torch__\nM\n)\u0081}b.";
    /** Pickle of an empty tuple. */
    private static final String CONSTANTS_PICKLE = "\u0080\u0002).";

    private ScriptArchive() {}

    /** @param methods functions that become the methods of class M */
    static byte[] of(String methods) {
        String code = "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n" + methods.indent(2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "m/data.pkl", DATA_PICKLE.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            put(zip, "m/constants.pkl", CONSTANTS_PICKLE.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "m/version", VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
