package org.bytestill.tasks.file;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.text.python.None;
import org.bytestill.text.python.Numbers;
import org.bytestill.util.YamlTree;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a YAML file into entries that know their lines. */
final class YamlReader {
    private static final String MERGE = "<<";
    private static final int LARGEST = 16 << 20;

    private final Path file;

    private YamlReader(Path file) {
        this.file = file;
    }

    /** @throws UserError if there is no such file or it is no YAML with keys */
    static Entry read(Path file) {
        YamlReader reader = new YamlReader(file);
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw UserError.badInput("%s is larger than any task file. Name a YAML file of lm-evaluation-harness.", file);
            }
            Node root = YamlTree.of(Files.readString(file));
            Entry entry = root == null ? new Entry("", None.NONE, new Place(file, 1)) : reader.entry("", root);
            if (!entry.isMap()) {
                throw entry.place().refused("a task file holds keys with values, such as \"task: name\". Name another file.");
            }
            return entry;
        } catch (NoSuchFileException e) {
            throw UserError.badInput("%s: no such task file. Name a YAML file of lm-evaluation-harness.", file);
        } catch (CharacterCodingException e) {
            throw UserError.badInput("%s is not UTF-8 text. Save it as UTF-8.", file).causedBy(e);
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s). Is it a file, and may you read it?", file, e.getMessage()).causedBy(e);
        } catch (MarkedYAMLException e) {
            throw new Place(file, e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1)
                    .refused("this is no YAML (%s).", Quoted.of(String.valueOf(e.getProblem()))).causedBy(e);
        } catch (YAMLException e) {
            throw UserError.badInput("%s is no YAML (%s).", file, Quoted.of(String.valueOf(e.getMessage()))).causedBy(e);
        }
    }

    private Entry entry(String key, Node node) {
        Place place = new Place(file, node.getStartMark().getLine() + 1);
        if (node.getTag().getValue().equals("!function")) {
            return new Entry(key, new PythonFunction(node instanceof ScalarNode scalar ? scalar.getValue() : ""), place);
        }
        if (node instanceof MappingNode mapping) {
            return new Entry(key, members(key, mapping), place);
        }
        if (node instanceof SequenceNode sequence) {
            List<Entry> elements = new ArrayList<>();
            sequence.getValue().forEach(element -> elements.add(entry(key + "[" + elements.size() + "]", element)));
            return new Entry(key, elements, place);
        }
        return new Entry(key, scalar(key, (ScalarNode) node, place), place);
    }

    private Map<String, Entry> members(String key, MappingNode mapping) {
        Map<String, Entry> members = new LinkedHashMap<>();
        for (NodeTuple member : mapping.getValue()) {
            if (member.getKeyNode() instanceof ScalarNode name && name.getValue().equals(MERGE)) {
                merged(key, member.getValueNode()).forEach(members::putIfAbsent);
            }
        }
        for (NodeTuple member : mapping.getValue()) {
            String name = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!name.equals(MERGE)) {
                members.put(name, entry(key.isEmpty() ? name : key + "." + name, member.getValueNode()));
            }
        }
        return members;
    }

    private Map<String, Entry> merged(String key, Node node) {
        Map<String, Entry> members = new LinkedHashMap<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(each -> merged(key, each).forEach(members::putIfAbsent));
        } else if (node instanceof MappingNode mapping) {
            members.putAll(members(key, mapping));
        }
        return members;
    }

    /** A scalar of YAML 1.1, which Python's library reads: {@code yes} is true. */
    private static Object scalar(String key, ScalarNode node, Place place) {
        String text = node.getValue();
        Tag tag = node.getTag();
        try {
            return tag.equals(Tag.NULL) ? None.NONE
                    : tag.equals(Tag.BOOL) ? (Object) List.of("yes", "true", "on").contains(text.toLowerCase(Locale.ROOT))
                            : tag.equals(Tag.INT) ? whole(text) : tag.equals(Tag.FLOAT) ? real(text) : text;
        } catch (NumberFormatException e) {
            throw place.refused("%s: %s is no number. Put it in quotes if it is a text.", key, text).causedBy(e);
        }
    }

    private static Object whole(String text) {
        String digits = text.replace("_", "");
        int sign = digits.startsWith("-") ? -1 : 1;
        digits = digits.replaceFirst("^[+-]", "");
        if (digits.indexOf(':') >= 0) {
            return text;
        }
        int base = digits.startsWith("0x") ? 16 : digits.startsWith("0b") ? 2 : digits.length() > 1 && digits.startsWith("0") ? 8 : 10;
        BigInteger number = new BigInteger(base == 16 || base == 2 ? digits.substring(2) : digits, base);
        return Numbers.whole(sign < 0 ? number.negate() : number);
    }

    /** Without a point it is a text to Python's library. */
    private static Object real(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        if (digits.endsWith(".nan")) {
            return Double.NaN;
        }
        if (digits.endsWith(".inf")) {
            return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return digits.indexOf('.') < 0 || digits.indexOf(':') >= 0 ? text : (Object) Double.parseDouble(digits);
    }
}
