package org.bytestill.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.util.ForeignFile;

/**
 * A GGUF file of version 2 or 3. Opening it parses the header; the tensors are memory mapped and read on demand.
 *
 * <p>Format, little-endian: "GGUF", version, number of tensors, number of keys; the keys with their values; name, dimensions, type and
 * offset of each tensor; then, at the next multiple of the alignment, the tensors.
 */
public final class GgufFile {
    private static final String EXTENSION = ".gguf";
    private static final int MAGIC = 'G' | 'G' << 8 | 'U' << 16 | 'F' << 24;
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int MOST_DIMENSIONS = 4;
    private static final int MOST_ENTRIES = 1 << 24;
    /** Limit that keeps products of sizes from overflowing. */
    private static final double MOST_ELEMENTS = 1e15;

    private final Path file;
    private final HeaderCursor header;
    private final int headerBytes;
    private final GgufMetadata metadata;
    private final Map<String, GgufTensor> tensors;

    private GgufFile(Path file, HeaderCursor header, GgufMetadata metadata, Map<String, GgufTensor> tensors) {
        this.file = file;
        this.header = header;
        this.headerBytes = header.position();
        this.metadata = metadata;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Resolves a model path to a GGUF file: the path itself, or the only such file in a folder without safetensors. Empty for a Hugging
     * Face folder and for a missing folder.
     *
     * @throws UserError if a folder has several GGUF files and no safetensors
     */
    public static Optional<Path> in(Path model) {
        if (isGguf(model)) {
            return Optional.of(model);
        }
        if (!Files.isDirectory(model)) {
            return Optional.empty();
        }
        try (Stream<Path> children = Files.list(model)) {
            List<Path> files = children.filter(Files::isRegularFile).sorted().toList();
            if (files.stream().anyMatch(file -> lowerName(file).contains(".safetensors"))) {
                return Optional.empty();
            }
            List<Path> found = files.stream().filter(file -> lowerName(file).endsWith(EXTENSION)).toList();
            if (found.size() > 1) {
                throw UserError.badInput("%s holds %d GGUF files. Name the one you mean, such as %s.", model, found.size(), found.get(0));
            }
            return found.stream().findFirst();
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", model, e.getMessage()).causedBy(e);
        }
    }

    private static boolean isGguf(Path path) {
        // A missing file counts too, so that the error is about the file and not about a folder.
        return lowerName(path).endsWith(EXTENSION) && !Files.isDirectory(path);
    }

    private static String lowerName(Path path) {
        return path.getFileName() == null ? "" : path.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads and checks the header.
     *
     * @throws UserError if the file is missing, truncated, not of this format, or has an unsupported quantization
     */
    public static GgufFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw UserError.badInput("%s does not exist. Check the path, or copy the model again.", file);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long fileBytes = channel.size();
            // The mapping outlives the channel: metadata arrays are read from it on demand.
            ByteBuffer header = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(fileBytes, Integer.MAX_VALUE))
                    .order(ByteOrder.LITTLE_ENDIAN);
            return parsed(file, fileBytes, new HeaderCursor(file, header, fileBytes));
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
    }

    private static GgufFile parsed(Path file, long fileBytes, HeaderCursor cursor) {
        if (cursor.int32() != MAGIC) {
            ForeignFile.of(file).ifPresent(found -> {
                throw UserError.corruptFile("%s " + found, file);
            });
            throw UserError.corruptFile("%s does not begin with \"GGUF\": it is not a GGUF file, or damaged. Copy it again.", file);
        }
        int version = cursor.int32();
        if (version != 2 && version != 3) {
            throw UserError.badInput((version & 0xFFFF) == 0 ? "%s is a big-endian GGUF file; little-endian ones can be read."
                    : "%s is a GGUF file of version %d; versions 2 and 3 can be read. Convert the model again.", file, version);
        }
        int tensorCount = (int) cursor.count("a number of tensors", MOST_ENTRIES);
        int keyCount = (int) cursor.count("a number of keys", MOST_ENTRIES);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < keyCount; i++) {
            values.put(cursor.string(), cursor.value(cursor.int32()));
        }
        GgufMetadata metadata = new GgufMetadata(file, values, cursor);
        long parts = metadata.whole("split.count").orElse(1);
        if (parts > 1) {
            throw UserError.badInput("%s is one of the %d parts of a model. Join them to one file first (llama-gguf-split --merge).", file,
                    parts);
        }
        Map<String, GgufTensor> relative = new LinkedHashMap<>();
        for (int i = 0; i < tensorCount; i++) {
            GgufTensor tensor = tensor(file, cursor);
            relative.put(tensor.name(), tensor);
        }
        long alignment = metadata.whole("general.alignment").orElse(DEFAULT_ALIGNMENT);
        if (alignment < 1 || Long.bitCount(alignment) != 1) {
            throw UserError.corruptFile(
                    "%s: key \"general.alignment\" is %d; a power of two was expected. Convert the model to GGUF again.", file, alignment);
        }
        long dataStart = (cursor.position() + alignment - 1) / alignment * alignment;
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        long end = dataStart;
        for (GgufTensor tensor : relative.values()) {
            GgufTensor placed = new GgufTensor(tensor.name(), tensor.quantization(), tensor.shape(), dataStart + tensor.start());
            tensors.put(placed.name(), placed);
            end = Math.max(end, placed.start() + placed.bytes());
        }
        if (end > fileBytes) {
            throw UserError.corruptFile("%s has %d bytes, its header describes %d: the copy is incomplete. Copy it again.", file, fileBytes,
                    end);
        }
        requireApart(file, tensors.values());
        return new GgufFile(file, cursor, metadata, tensors);
    }

    private static void requireApart(Path file, Collection<GgufTensor> tensors) {
        List<GgufTensor> sorted = tensors.stream().sorted(Comparator.comparingLong(GgufTensor::start)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            GgufTensor before = sorted.get(i - 1);
            if (before.start() + before.bytes() > sorted.get(i).start()) {
                throw UserError.corruptFile(
                        "%s: tensors \"%s\" and \"%s\" lie in the same place. The header is damaged; copy the file again.", file,
                        Quoted.of(before.name()),
                        Quoted.of(sorted.get(i).name()));
            }
        }
    }

    /** A tensor as the header lists it: its offset is relative to the beginning of the tensor data. */
    private static GgufTensor tensor(Path file, HeaderCursor cursor) {
        String name = cursor.string();
        int dimensions = cursor.int32();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw UserError.corruptFile("%s: tensor \"%s\" has %d dimensions; 1 to %d were expected. The file is damaged; copy it again.",
                    file, Quoted.of(name),
                    dimensions, MOST_DIMENSIONS);
        }
        long[] shape = new long[dimensions];
        for (int i = dimensions - 1; i >= 0; i--) {
            shape[i] = cursor.count("a dimension", Integer.MAX_VALUE);
        }
        if (Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b) > MOST_ELEMENTS) {
            throw UserError.corruptFile("%s: tensor \"%s\" has the shape %s, more than any file holds. The file is damaged; copy it again.",
                    file, Quoted.of(name),
                    Arrays.toString(shape));
        }
        int type = cursor.int32();
        long start = cursor.count("a place", Long.MAX_VALUE / 2);
        Quantization quantization = Quantization.of(type)
                .orElseThrow(() -> UserError.badInput("%s: tensor \"%s\" is quantized as %s, which cannot be read; %s"
                        + " can. Choose another file of the same model.", file, Quoted.of(name), Quantization.nameOf(type),
                        List.of(Quantization.values())));
        if (shape[dimensions - 1] % quantization.blockElements() != 0) {
            throw UserError.corruptFile(
                    "%s: tensor \"%s\" has rows of %d elements, no multiple of the %d of a %s block. The file is damaged; copy it again.",
                    file, Quoted.of(name), shape[dimensions - 1], quantization.blockElements(), quantization);
        }
        return new GgufTensor(name, quantization, shape, start);
    }

    /** SHA-256 in hex of the header: metadata, and names, shapes and places of the tensors. */
    public String headerHash() {
        return header.hash(headerBytes);
    }

    public Path file() {
        return file;
    }

    public GgufMetadata metadata() {
        return metadata;
    }

    /** Tensors by name, in the file's order. */
    public Map<String, GgufTensor> tensors() {
        return tensors;
    }

    /**
     * Reads and dequantizes rows of a tensor, in permuted order.
     *
     * @param first  index of the first row of the result
     * @param source permutation: maps the index of a row of the result to its index in the file
     * @return rows {@code first} to {@code first + count} one after the other, as float32
     */
    public float[] rows(GgufTensor tensor, long first, int count, LongUnaryOperator source) {
        int width = tensor.rowElements();
        float[] numbers = new float[Math.multiplyExact(count, width)];
        long[] rows = LongStream.range(first, first + count).map(source).toArray();
        long lowest = LongStream.of(rows).min().orElse(0);
        long highest = LongStream.of(rows).max().orElse(0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer stored = channel.map(FileChannel.MapMode.READ_ONLY, tensor.start() + lowest * tensor.rowBytes(),
                    (highest - lowest + 1) * tensor.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                tensor.quantization().read(stored, Math.toIntExact((rows[i] - lowest) * tensor.rowBytes()), numbers, i * width, width);
            }
        } catch (IOException e) {
            throw UserError.disk("%s cannot be read: %s.", file, e.getMessage()).causedBy(e);
        }
        return numbers;
    }
}
