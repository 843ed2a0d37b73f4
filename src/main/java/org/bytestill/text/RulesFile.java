package org.bytestill.text;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32C;
import org.bytestill.problem.Check;
import org.jspecify.annotations.Nullable;

/** {@link TokenizerRules} of a BPE as bytes: a checksum (CRC-32C), then the fields; lists of numbers and texts in one piece each. */
final class RulesFile {
    /** Incremented when the bytes, or the rules that are found in the same files, change. */
    static final int VERSION = 1;

    /** Of an entry with its merges, about. */
    private static final int ENTRY_BYTES = 64;

    private RulesFile() {}

    static byte[] bytes(TokenizerRules rules) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ENTRY_BYTES * rules.vocabulary().size());
        Writer out = new Writer(new DataOutputStream(bytes));
        out.texts(List.of(rules.fingerprint(), rules.spelling().name(), rules.form().pieces().name(), rules.form().json()));
        out.texts(rules.notes());
        out.texts(rules.form().notes());
        out.numbers(flag(rules.form().adds()), flag(rules.form().isKnown()), flag(rules.form().kept()),
                flag(rules.pairs().ignoresMerges()));
        out.numbers(rules.form().added());
        out.numbers(rules.opening());
        out.numbers(rules.byteTokens().ids());
        out.vocabulary(rules.vocabulary());
        out.texts(rules.controls().stream().map(ControlTokens.Control::name).toList());
        out.numbers(rules.controls().stream().mapToInt(ControlTokens.Control::id).toArray());
        out.numbers(rules.controls().stream()
                .mapToInt(control -> flag(control.takesSpaceBefore()) | flag(control.takesSpaceAfter()) << 1).toArray());
        out.numbers(rules.pairs().entries().stream().toArray());
        out.numbers(rules.pairs().merges());
        byte[] content = bytes.toByteArray();
        return ByteBuffer.allocate(content.length + Long.BYTES).putLong(checksum(content, 0)).put(content).array();
    }

    private static int flag(boolean value) {
        return value ? 1 : 0;
    }

    private static long checksum(byte[] content, int from) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, from, content.length - from);
        return checksum.getValue();
    }

    /**
     * @param file where the rules come from, for messages
     * @throws RuntimeException if the bytes are damaged
     */
    static TokenizerRules read(byte[] bytes, Path file) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Check.that(buffer.getLong() == checksum(bytes, Long.BYTES), "The rules of a tokenizer are damaged.");
        Reader in = new Reader(bytes, buffer);
        List<String> heads = in.texts();
        Spelling spelling = Spelling.valueOf(heads.get(1));
        List<String> notes = in.texts();
        List<String> ofForm = in.texts();
        int[] flags = in.numbers();
        LosslessForm form = new LosslessForm(heads.get(3), ofForm, LosslessForm.Pieces.valueOf(heads.get(2)), flags[0] == 1, flags[1] == 1,
                flags[2] == 1, in.numbers());
        int[] opening = in.numbers();
        ByteTokens byteTokens = new ByteTokens(in.numbers(), file);
        Vocabulary vocabulary = in.vocabulary();
        List<ControlTokens.Control> controls = in.controls();
        MergeRules pairs = new MergeRules(set(in.numbers()), in.numbers(), flags[3] == 1);
        return new TokenizerRules(file, heads.get(0), spelling, vocabulary, controls, opening, byteTokens,
                pairs.pieces(spelling, vocabulary, byteTokens), pairs, form, notes);
    }

    private static BitSet set(int[] members) {
        BitSet set = new BitSet();
        for (int member : members) {
            set.set(member);
        }
        return set;
    }

    private record Writer(DataOutputStream out) {
        void numbers(int... numbers) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
            bytes.asIntBuffer().put(numbers);
            out.writeInt(numbers.length);
            out.write(bytes.array());
        }

        void texts(List<String> texts) throws IOException {
            blobs(texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
        }

        /** Byte strings; null has the length -1. */
        private void blobs(byte @Nullable [][] blobs) throws IOException {
            int[] lengths = new int[blobs.length];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = blobs[i] == null ? -1 : blobs[i].length;
            }
            numbers(lengths);
            for (byte[] blob : blobs) {
                out.write(blob == null ? new byte[0] : blob);
            }
        }

        void vocabulary(Vocabulary vocabulary) throws IOException {
            byte[][] bytes = new byte[vocabulary.size()][];
            byte[][] names = new byte[vocabulary.size()][];
            BitSet special = new BitSet();
            for (int id = 0; id < bytes.length; id++) {
                bytes[id] = vocabulary.bytesOf(id);
                names[id] = vocabulary.nameOf(id).isEmpty() ? null : vocabulary.nameOf(id).getBytes(StandardCharsets.UTF_8);
                special.set(id, vocabulary.isSpecial(id));
            }
            blobs(bytes);
            blobs(names);
            numbers(special.stream().toArray());
            numbers(vocabulary.endOfSequence().stream().toArray());
            numbers(vocabulary.beginOfSequence(), vocabulary.end());
        }
    }

    private record Reader(byte[] bytes, ByteBuffer in) {
        int[] numbers() {
            int[] numbers = new int[length(Integer.BYTES)];
            in.asIntBuffer().get(numbers);
            in.position(in.position() + numbers.length * Integer.BYTES);
            return numbers;
        }

        private int length(int size) {
            int length = in.getInt();
            if (length < 0 || (long) length * size > in.remaining()) {
                throw new BufferUnderflowException();
            }
            return length;
        }

        List<String> texts() {
            List<String> texts = new ArrayList<>();
            for (int length : numbers()) {
                texts.add(new String(bytes, in.position(), length, StandardCharsets.UTF_8));
                in.position(in.position() + length);
            }
            return texts;
        }

        private byte[][] blobs() {
            int[] lengths = numbers();
            byte[][] blobs = new byte[lengths.length][];
            for (int i = 0; i < blobs.length; i++) {
                blobs[i] = new byte[lengths[i]];
                in.get(blobs[i]);
            }
            return blobs;
        }

        private @Nullable String[] names() {
            int[] lengths = numbers();
            String[] names = new String[lengths.length];
            for (int i = 0; i < names.length; i++) {
                names[i] = lengths[i] < 0 ? null : new String(bytes, in.position(), lengths[i], StandardCharsets.UTF_8);
                in.position(in.position() + Math.max(0, lengths[i]));
            }
            return names;
        }

        Vocabulary vocabulary() {
            byte[][] tokens = blobs();
            String[] names = names();
            BitSet special = set(numbers());
            BitSet ends = set(numbers());
            int[] ids = numbers();
            return new Vocabulary(tokens, names, special, ids[0], ends, ids[1]);
        }

        List<ControlTokens.Control> controls() {
            List<String> names = texts();
            int[] ids = numbers();
            int[] spaces = numbers();
            List<ControlTokens.Control> controls = new ArrayList<>();
            for (int i = 0; i < ids.length; i++) {
                controls.add(new ControlTokens.Control(names.get(i), ids[i], (spaces[i] & 1) != 0, (spaces[i] & 2) != 0));
            }
            return controls;
        }
    }
}
