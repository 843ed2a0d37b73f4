package org.bytestill.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Changes a file as disks, networks and strangers do: bits flipped, bytes lost, doubled or put in, the end cut off, numbers replaced by
 * those at which programs break; and in JSON whole values by others of any kind, keys doubled, lists nested.
 */
public final class Mutation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long[] EDGES = {0, 1, -1, 2, 7, 8, 127, 128, 255, 256, 32767, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE,
        1L << 32, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 7};
    private static final List<String> ODD_VALUES = List.of("null", "true", "-1", "0", "1e308", "-0.0", "2147483647", "2147483648",
            "9223372036854775808", "1e-320", "\"\"", "\"..\"", "\"../x\"", "\"/tmp/x\"", "\"a\\u0000b\"", "\"\\ud800\"", "[]", "{}", "[[]]",
            "\"NaN\"", "3.5", "16777217", "[null]", "{\"a\":null}", "\"(a+)+$\"", "\"2001-13-45\"", "123456789012345678901234567890");

    private Mutation() {}

    /** The seed with one to a few changes. */
    public static byte[] of(byte[] seed, Random random) {
        byte[] content = seed;
        boolean isJson = seed.length > 0 && seed[0] == '{' && random.nextBoolean();
        for (int change = 0; change <= random.nextInt(3); change++) {
            content = isJson ? json(content, random) : bytes(content, random);
        }
        return content;
    }

    private static byte[] bytes(byte[] content, Random random) {
        if (content.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = random.nextInt(content.length);
        int until = at + random.nextInt(Math.min(64, content.length - at) + 1);
        byte[] changed = content.clone();
        switch (random.nextInt(8)) {
            case 0, 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> changed[at] = (byte) random.nextInt(256);
            case 3 -> overwrite(changed, at, EDGES[random.nextInt(EDGES.length)], 1 << random.nextInt(4));
            case 4 -> changed = Arrays.copyOf(content, at);
            case 5 -> changed = joined(Arrays.copyOf(content, at), Arrays.copyOfRange(content, until, content.length));
            case 6 -> changed = joined(Arrays.copyOf(content, until), Arrays.copyOfRange(content, at, content.length));
            default -> changed = joined(Arrays.copyOf(content, at), odd(random).getBytes(StandardCharsets.UTF_8),
                    Arrays.copyOfRange(content, at, content.length));
        }
        return changed;
    }

    private static String odd(Random random) {
        return ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
    }

    /** Little-endian. */
    private static void overwrite(byte[] content, int at, long value, int width) {
        for (int i = 0; i < width && at + i < content.length; i++) {
            content[at + i] = (byte) (value >> 8 * i);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] json(byte[] content, Random random) {
        try {
            JsonNode root = JSON.readTree(content);
            List<ContainerNode<?>> containers = new ArrayList<>();
            collect(root, containers);
            containers.removeIf(container -> container.isEmpty());
            if (containers.isEmpty()) {
                return bytes(content, random);
            }
            // Those near the root decide most, and large tables would hide them.
            ContainerNode<?> container = containers.get((int) (containers.size() * Math.pow(random.nextDouble(), 3)));
            if (container instanceof ObjectNode object) {
                change(object, random);
            } else {
                change((ArrayNode) container, random);
            }
            byte[] written = JSON.writeValueAsBytes(root);
            return random.nextInt(20) == 0 ? doubledKey(written, random) : written;
        } catch (IOException e) {
            return bytes(content, random);
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> into) {
        if (node instanceof ContainerNode<?> container) {
            into.add(container);
            container.forEach(child -> collect(child, into));
        }
    }

    private static void change(ObjectNode object, Random random) throws IOException {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        String key = keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(6)) {
            case 0 -> object.remove(key);
            case 1 -> object.set(keys.get(random.nextInt(keys.size())), object.get(key));
            case 2 -> object.set(JSON.readTree("[" + odd(random) + "]").get(0).asText("k"), object.remove(key));
            default -> object.set(key, value(object.get(key), random));
        }
    }

    private static void change(ArrayNode array, Random random) throws IOException {
        int at = random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.remove(at);
            case 1 -> array.insert(at, array.get(random.nextInt(array.size())));
            default -> array.set(at, value(array.get(at), random));
        }
    }

    private static JsonNode value(JsonNode old, Random random) throws IOException {
        return switch (random.nextInt(8)) {
            case 0 -> JsonNodeFactory.instance.textNode("x".repeat(random.nextInt(4000)));
            case 1 -> nested(random.nextInt(150));
            case 2 -> JsonNodeFactory.instance.arrayNode().add(old);
            case 3 -> JsonNodeFactory.instance.numberNode(EDGES[random.nextInt(EDGES.length)]);
            default -> JSON.readTree(odd(random));
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode inner = JsonNodeFactory.instance.numberNode(1);
        for (int i = 0; i < depth; i++) {
            inner = JsonNodeFactory.instance.arrayNode().add(inner);
        }
        return inner;
    }

    private static byte[] doubledKey(byte[] json, Random random) {
        String text = new String(json, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        return colon < 0 ? json : (text.substring(0, colon + 1) + odd(random) + "," + text.substring(1)).getBytes(StandardCharsets.UTF_8);
    }
}
