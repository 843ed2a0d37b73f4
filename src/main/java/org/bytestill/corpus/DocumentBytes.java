package org.bytestill.corpus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.text.Span;

/** A document as bytes, and back. Texts that several counterparts share are written once. */
final class DocumentBytes {
    private DocumentBytes() {}

    /** Bytes of text that a document holds, those of its counterparts included. */
    static long size(Document document) {
        return document.size() + texts(document).keySet().stream().mapToLong(text -> text.length).sum();
    }

    /** The counterparts' texts with their numbers, in order; arrays are keys by identity. */
    private static Map<byte[], Integer> texts(Document document) {
        Map<byte[], Integer> texts = new LinkedHashMap<>();
        document.counterparts().forEach(teacher -> teacher.forEach(part -> texts.putIfAbsent(part.text(), texts.size())));
        return texts;
    }

    static byte[] of(Document document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(document.size() + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(document.id(), out);
            write(document.source().toString(), out);
            out.writeLong(document.offset());
            write(document.bytes(), out);
            write(document.markup(), out);
            out.writeInt(document.supervision().spans().size());
            for (Span span : document.supervision().spans()) {
                write(span, out);
            }
            Map<byte[], Integer> texts = texts(document);
            out.writeInt(texts.size());
            for (byte[] text : texts.keySet()) {
                write(text, out);
            }
            out.writeInt(document.counterparts().size());
            for (List<Counterpart> teacher : document.counterparts()) {
                out.writeInt(teacher.size());
                for (Counterpart part : teacher) {
                    out.writeInt(texts.get(part.text()));
                    write(part.markup(), out);
                    write(part.span(), out);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are always written", e);
        }
        return bytes.toByteArray();
    }

    static Document document(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        String id = string(in);
        Path source = Path.of(string(in));
        long offset = in.readLong();
        byte[] text = bytes(in);
        Document.Markup markup = markup(in);
        List<Span> spans = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            spans.add(span(in));
        }
        byte[][] texts = new byte[in.readInt()][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = bytes(in);
        }
        List<List<Counterpart>> counterparts = new ArrayList<>();
        for (int teachers = in.readInt(); teachers > 0; teachers--) {
            List<Counterpart> parts = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                parts.add(new Counterpart(texts[in.readInt()], markup(in), span(in)));
            }
            counterparts.add(List.copyOf(parts));
        }
        return new Document(id, text, source, offset, new Supervision(spans), markup, List.copyOf(counterparts));
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static String string(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static void write(Document.Markup markup, DataOutputStream out) throws IOException {
        out.writeBoolean(markup.isRendered());
        write(markup.begin(), out);
    }

    private static Document.Markup markup(DataInputStream in) throws IOException {
        return new Document.Markup(in.readBoolean(), string(in));
    }

    private static void write(Span span, DataOutputStream out) throws IOException {
        out.writeInt(span.start());
        out.writeInt(span.end());
        out.writeBoolean(span.ends());
    }

    private static Span span(DataInputStream in) throws IOException {
        return new Span(in.readInt(), in.readInt(), in.readBoolean());
    }
}
