package org.bytestill.torch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.util.ForeignFile;

/**
 * A safetensors file, opened by its header; the content is mapped, not read.
 *
 * <p>Format: 8 bytes little-endian header length, a JSON object of name to dtype, shape and byte range, then the bytes.
 */
public final class Safetensors {
    /** As in the reference implementation: a larger header is a damaged length field. */
    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Where a tensor lies.
     *
     * @param format its number format as the header names it; a tensor that nobody needs may have any
     * @param start  first byte, counted from the start of the file
     */
    public record Entry(Path file, String name, String format, long[] shape, long start, long bytes) {
        /** @throws UserError if the number format is none that can be read */
        public Dtype dtype() {
            return Dtype.ofSafetensors(format).orElseThrow(() -> UserError.badInput(
                    "%s: tensor \"%s\" has the number format \"%s\"; F32, F16, BF16, F64, I64, I32, U8 and BOOL can be read. Save the model in"
                            + " one of these, such as bfloat16.",
                    file, Quoted.of(name), Quoted.of(format)));
        }

        public long elementCount() {
            return bytes / dtype().bytes();
        }
    }

    private static final String SAVE_AGAIN = ", which its name does not say. Save the model as safetensors (save_pretrained with"
            + " safe_serialization)";
    /** By their first bytes. */
    private static final Map<String, String> OTHER_FORMS = Map.of("GGUF", "a GGUF file. Let its name end in .gguf",
            "PK\u0003\u0004", "a zip archive, as PyTorch's save writes it" + SAVE_AGAIN, "\u0080\u0002", "a pickle of Python" + SAVE_AGAIN,
            "\u001f\u008b", "compressed with gzip. Decompress it");
    /** More than any file has; sums of two do not overflow. */
    private static final long MOST_BYTES = 1L << 52;
    /** So that two that differ are told apart early, and one mapping reaches. */
    private static final long COMPARED_AT_ONCE = 64 << 20;

    private final Path file;
    private final long fileBytes;
    private final Map<String, Entry> entries;
    private final Map<String, String> metadata;

    private Safetensors(Path file, long fileBytes, Map<String, Entry> entries, Map<String, String> metadata) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.entries = Collections.unmodifiableMap(entries);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Reads and checks the header.
     *
     * @throws UserError if the file is missing, truncated, or not of this format
     */
    public static Safetensors open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw UserError.badInput("%s does not exist. Check the folder, or copy the model again.", file);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ForeignFile.of(file).ifPresent(found -> {
                throw UserError.corruptFile("%s " + found, file);
            });
            long fileBytes = channel.size();
            if (fileBytes < 8) {
                throw UserError.corruptFile("%s has %d bytes, a safetensors file at least 8: the copy is incomplete. Copy it again.", file,
                        fileBytes);
            }
            long headerBytes = read(channel, 0, 8).getLong();
            if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
                throw foreign(channel, file).orElseGet(() -> UserError.corruptFile(
                        "%s: byte 0 should hold the length of the header but holds %d. It is not a safetensors file, or damaged.",
                        file, headerBytes));
            }
            if (8 + headerBytes > fileBytes) {
                throw UserError.corruptFile("%s has %d bytes, its header alone needs %d: the copy is incomplete. Copy it again.",
                        file, fileBytes, 8 + headerBytes);
            }
            String header = StandardCharsets.UTF_8.decode(read(channel, 8, (int) headerBytes)).toString();
            return parsed(file, fileBytes, 8 + headerBytes, header);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    /** Weights in another form under this name. */
    private static Optional<UserError> foreign(FileChannel channel, Path file) throws IOException {
        String beginning = StandardCharsets.ISO_8859_1.decode(read(channel, 0, 4)).toString();
        return OTHER_FORMS.entrySet().stream().filter(form -> beginning.startsWith(form.getKey())).findFirst()
                .map(form -> UserError.corruptFile("%s is %s.", file, form.getValue()));
    }

    private static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // A read may return fewer bytes than asked for.
        }
        return buffer.flip();
    }

    private static Safetensors parsed(Path file, long fileBytes, long dataStart, String header) {
        JsonNode root;
        try {
            root = JSON.readTree(header);
            if (!root.isObject()) {
                throw UserError.corruptFile("%s: the header is no JSON object: the file is damaged. Copy it again.", file);
            }
        } catch (JsonProcessingException e) {
            throw UserError.corruptFile("%s: the header is not JSON (at character %d): the file is damaged. Copy it again.",
                    file, e.getLocation() == null ? 0 : e.getLocation().getCharOffset()).causedBy(e);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        long end = dataStart;
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals("__metadata__")) {
                field.getValue().properties().forEach(item -> metadata.put(item.getKey(), item.getValue().asText()));
                continue;
            }
            Entry entry = entry(file, dataStart, field.getKey(), field.getValue());
            entries.put(entry.name(), entry);
            end = Math.max(end, entry.start() + entry.bytes());
        }
        if (end > fileBytes) {
            throw UserError.corruptFile("%s has %s, its header describes %s: the copy is incomplete. Copy it again.", file, size(fileBytes),
                    size(end));
        }
        requireOneAfterTheOther(file, dataStart, entries.values());
        if (end < fileBytes) {
            throw UserError.corruptFile("%s has %s, its header describes %s: something was written behind it. Copy it again.", file,
                    size(fileBytes), size(end));
        }
        return new Safetensors(file, fileBytes, entries, metadata);
    }

    /** As the format demands: a header with other places does not belong to this content. */
    private static void requireOneAfterTheOther(Path file, long dataStart, Collection<Entry> entries) {
        long end = dataStart;
        for (Entry entry : entries.stream().sorted(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::bytes)).toList()) {
            if (entry.start() != end) {
                throw UserError.corruptFile(
                        "%s: tensor \"%s\" begins at byte %d, the tensor before it ends at %d. The header is damaged; copy the file again.",
                        file, Quoted.of(entry.name()), entry.start(), end);
            }
            end += entry.bytes();
        }
    }

    private static Entry entry(Path file, long dataStart, String name, JsonNode value) {
        String dtypeName = value.path("dtype").asText();
        JsonNode shapeNode = value.path("shape");
        JsonNode offsets = value.path("data_offsets");
        long[] shape = new long[shapeNode.size()];
        // As a fraction, in which a damaged shape cannot overflow; exact as far as files reach.
        double count = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shapeNode.get(i).canConvertToExactIntegral() ? shapeNode.get(i).asLong(-1) : -1;
            count = shape[i] < 0 ? Double.NaN : count * shape[i];
        }
        long from = offsets.path(0).asLong(-1);
        long bytes = offsets.path(1).asLong(-1) - from;
        if (!shapeNode.isArray() || from < 0 || from > MOST_BYTES || bytes > MOST_BYTES || !isSize(bytes, count, dtypeName)) {
            throw UserError.corruptFile(
                    "%s: the header gives tensor \"%s\" %d bytes for shape %s in %s. The file is damaged; copy it again.",
                    file, Quoted.of(name), bytes, shapeNode, dtypeName);
        }
        return new Entry(file, name, dtypeName, shape, dataStart + from, bytes);
    }

    /** Of formats that are not known here, whose elements may be parts of bytes, nothing is. */
    private static boolean isSize(long bytes, double count, String format) {
        return Dtype.ofSafetensors(format).map(dtype -> bytes == count * dtype.bytes()).orElse(bytes >= 0 && count >= 0);
    }

    /** Decimal, as disks are sold: 3.1 GB. */
    static String size(long bytes) {
        if (bytes < 1_000_000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000_000 ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    public Path file() {
        return file;
    }

    /** Tensors in the order of the header. */
    public Map<String, Entry> entries() {
        return entries;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    /** The tensor's place; UserError if the file lacks it. */
    public Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw UserError.badInput("%s holds no tensor \"%s\".", file, name);
        }
        return entry;
    }

    /** The tensor's bytes, mapped read-only, little-endian. Below 2 GiB. */
    public ByteBuffer bytes(String name) {
        Entry entry = entry(name);
        return mapped(entry.start(), entry.bytes());
    }

    private ByteBuffer mapped(long start, long count) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, start, count).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    /** True if a tensor is, byte for byte, one of another file or of this: in format, shape and content. */
    public boolean holdsTheSame(String name, Safetensors other, String otherName) {
        Entry one = entry(name);
        Entry two = other.entry(otherName);
        if (!one.format().equals(two.format()) || !Arrays.equals(one.shape(), two.shape())) {
            return false;
        }
        for (long from = 0; from < one.bytes(); from += COMPARED_AT_ONCE) {
            long count = Math.min(COMPARED_AT_ONCE, one.bytes() - from);
            if (!mapped(one.start() + from, count).equals(other.mapped(two.start() + from, count))) {
                return false;
            }
        }
        return true;
    }

    /** Elements of an F32 tensor. */
    public float[] floats(String name) {
        float[] values = new float[Math.toIntExact(expect(name, Dtype.FLOAT32).elementCount())];
        bytes(name).asFloatBuffer().get(values);
        return values;
    }

    /** Elements of an F64 tensor. */
    public double[] doubles(String name) {
        double[] values = new double[Math.toIntExact(expect(name, Dtype.FLOAT64).elementCount())];
        bytes(name).asDoubleBuffer().get(values);
        return values;
    }

    /** Elements of an I64 tensor. */
    public long[] longs(String name) {
        long[] values = new long[Math.toIntExact(expect(name, Dtype.INT64).elementCount())];
        bytes(name).asLongBuffer().get(values);
        return values;
    }

    private Entry expect(String name, Dtype dtype) {
        Entry entry = entry(name);
        if (entry.dtype() != dtype) {
            throw UserError.badInput("%s: tensor \"%s\" has the number format %s; %s was expected.", file, name,
                    entry.dtype().safetensorsName(),
                    dtype.safetensorsName());
        }
        return entry;
    }

    /** Maps tensors of this file into a scope, without copying where their place allows. */
    public Mapping map(Scope scope) {
        return new Mapping(scope);
    }

    /** The file as tensors of one scope. */
    public final class Mapping {
        private final Scope scope;
        private final Map<Dtype, Tensor> wholeFile = new EnumMap<>(Dtype.class);

        private Mapping(Scope scope) {
            this.scope = scope;
        }

        /** The tensor as stored; it must not be written. Copied only if it lies at an odd place for its format. */
        public Tensor tensor(String name) {
            Entry entry = entry(name);
            int itemBytes = entry.dtype().bytes();
            if (entry.start() % itemBytes != 0) {
                byte[] copy = new byte[Math.toIntExact(entry.bytes())];
                Safetensors.this.bytes(name).get(copy);
                return TensorOps.viewAs(scope, scope.of(copy, copy.length), entry.dtype(), entry.shape());
            }
            Tensor flat = wholeFile.computeIfAbsent(entry.dtype(),
                    dtype -> TensorOps.mapFile(scope, file, fileBytes / dtype.bytes(), dtype));
            return TensorOps.part(scope, flat, entry.start() / itemBytes, entry.elementCount(), entry.shape());
        }
    }
}
