package org.bytestill.engine.sweep;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.engine.compare.ComparedVariant;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;
import org.bytestill.util.NearestWord;
import org.bytestill.util.YamlTree;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reader of a sweep file. Its keys:
 *
 * <pre>
 * name: a title
 * run: run.yaml                      the configuration that all start from
 * set: {training.updates: 500}       values replaced in it, for all
 * seeds: [1, 2, 3]
 * cells:                             settings by name
 *   sft: {objective: sft}
 * variants: [bld, covering-5]        more of them: variants of `compare`
 * grid:                              every combination of these, with each of the above
 *   training.learning_rate: [1.0e-4, 5.0e-4]
 * baseline: sft                      what the others are compared with; the first if it is not named
 * equal: [updates, bytes, time]      the tables; updates if it is not named
 * </pre>
 */
public final class SweepFile {
    private static final List<String> KEYS = List.of("name", "run", "set", "seeds", "cells", "variants", "grid", "baseline", "equal");

    private final Path file;
    private final Map<String, Node> entries = new LinkedHashMap<>();

    private SweepFile(Path file, Node root) {
        this.file = file;
        entries(root, "").forEach((key, value) -> {
            if (!KEYS.contains(key)) {
                throw wrong(value, "unknown key \"" + Quoted.of(key) + "\"; did you mean \"" + NearestWord.of(key, KEYS) + "\"?");
            }
            entries.put(key, value);
        });
    }

    /**
     * Reads a sweep file. Paths count from its folder, those of the configuration from the configuration's.
     *
     * @throws UserError for what is wrong, with file, line and key
     */
    public static Sweep read(Path file) {
        try {
            Node root = YamlTree.of(Files.readString(file));
            if (root == null) {
                throw UserError.badInput("%s is empty. A sweep names a run.yaml (run:), seeds and cells.", file);
            }
            return new SweepFile(file, root).sweep();
        } catch (NoSuchFileException e) {
            throw UserError.badInput("%s: no such file.", file);
        } catch (CharacterCodingException e) {
            throw UserError.badInput("%s is not UTF-8 text. Save it as UTF-8.", file).causedBy(e);
        } catch (IOException e) {
            throw UserError.badInput("%s cannot be read (%s). Is it a file, and may you read it?", file, e.getMessage()).causedBy(e);
        } catch (MarkedYAMLException e) {
            throw UserError.badInput("%s, line %d: not valid YAML (%s).", file, e.getProblemMark().getLine() + 1,
                    Quoted.of(String.valueOf(e.getProblem()))).causedBy(e);
        } catch (YAMLException e) {
            throw UserError.badInput("%s is not valid YAML (%s).", file, Quoted.of(String.valueOf(e.getMessage()))).causedBy(e);
        }
    }

    private Sweep sweep() {
        Node run = entries.get("run");
        if (run == null) {
            throw UserError.badInput("%s names no configuration. Add a line such as run: run.yaml.", file);
        }
        Path configuration = file.toAbsolutePath().getParent().resolve(text(run));
        RunConfig config = RunConfigFile.read(configuration);
        for (Map.Entry<String, Node> value : entries(entries.get("set"), "set").entrySet()) {
            config = with(config, value.getKey(), value.getValue());
        }
        List<Long> seeds = seeds(config);
        List<Budget> budgets = budgets();
        List<Cell> cells = new Grid(config).cells(named(config), grid(config));
        if (cells.isEmpty()) {
            throw UserError.badInput("%s names nothing to train. Add cells, variants or a grid.", file);
        }
        return new Sweep(entries.containsKey("name") ? text(entries.get("name")) : config.name(), config,
                configuration.toAbsolutePath().getParent(), cells, seeds, baseline(cells), budgets);
    }

    /** The cells with names of their own, then those of variants. */
    private List<Cell> named(RunConfig config) {
        List<Cell> cells = new ArrayList<>();
        entries(entries.get("cells"), "cells").forEach((name, values) -> {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,80}") || name.equals(SweepRun.START)) {
                throw wrong(values,
                        "\"" + Quoted.of(name) + "\" is no name for a cell: it becomes a folder; use letters, digits, . _ + -.");
            }
            Map<String, String> replaced = new LinkedHashMap<>();
            entries(values, name).forEach((key, value) -> {
                with(config, key, value);
                replaced.put(key, spelled(value));
            });
            cells.add(new Cell(name, replaced));
        });
        for (Node variant : list("variants")) {
            try {
                cells.add(cell(ComparedVariant.named(List.of(text(variant))).get(0)));
            } catch (UserError e) {
                throw wrong(variant, e.getMessage());
            }
        }
        return cells;
    }

    private static Cell cell(ComparedVariant variant) {
        return new Cell(variant.name(), variant.values().stream()
                .collect(Collectors.toMap(value -> value.substring(0, value.indexOf('=')),
                        value -> value.substring(value.indexOf('=') + 1))));
    }

    private Map<String, List<String>> grid(RunConfig config) {
        Map<String, List<String>> grid = new LinkedHashMap<>();
        entries(entries.get("grid"), "grid").forEach((key, values) -> {
            if (!(values instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
                throw wrong(values, "grid." + Quoted.of(key) + " needs a list of values, such as [1, 2].");
            }
            sequence.getValue().forEach(value -> with(config, key, value));
            grid.put(key, sequence.getValue().stream().map(SweepFile::spelled).toList());
        });
        return grid;
    }

    private List<Long> seeds(RunConfig config) {
        List<Long> seeds = new ArrayList<>();
        for (Node seed : list("seeds")) {
            seeds.add(with(config, "seed", seed).seed());
        }
        if (seeds.stream().distinct().count() < seeds.size()) {
            throw wrong(entries.get("seeds"), "a seed is there twice; the same run would be counted as two.");
        }
        return seeds.isEmpty() ? List.of(1L, 2L, 3L) : List.copyOf(seeds);
    }

    private String baseline(List<Cell> cells) {
        Node named = entries.get("baseline");
        List<String> names = cells.stream().map(Cell::name).toList();
        if (named != null && !names.contains(text(named))) {
            throw wrong(named, "there is no cell \"" + Quoted.of(text(named)) + "\"; did you mean \"" + NearestWord.of(text(named), names)
                    + "\"?");
        }
        return named == null ? names.get(0) : text(named);
    }

    /** The tables, that of equal updates first: its runs tell what the others cost. */
    private List<Budget> budgets() {
        List<Budget> budgets = new ArrayList<>(List.of(Budget.UPDATES));
        for (Node word : list("equal")) {
            try {
                budgets.add(Budget.of(text(word)));
            } catch (UserError e) {
                throw wrong(word, e.getMessage() + ".");
            }
        }
        return budgets.stream().distinct().sorted().toList();
    }

    private List<Node> list(String key) {
        Node node = entries.get(key);
        return node == null ? List.of() : node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    private Map<String, Node> entries(@Nullable Node node, String of) {
        Map<String, Node> found = new LinkedHashMap<>();
        if (node == null || node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            return found;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, "expected are keys with values" + (of.isEmpty() ? "." : " below " + Quoted.of(of) + "."));
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
            if (found.put(key, entry.getValueNode()) != null) {
                throw wrong(entry.getKeyNode(), Quoted.of(key) + " is there twice; remove one.");
            }
        }
        return found;
    }

    private RunConfig with(RunConfig config, String key, Node value) {
        try {
            return RunConfigFile.with(config, key, spelled(value));
        } catch (UserError e) {
            throw wrong(value, e.getMessage());
        }
    }

    private String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(node, "expected is a word, not a list or a section.");
    }

    /** A value as {@code --set} would have it; a list of values too, but no list of lists, which could hold itself. */
    private static String spelled(Node node) {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(SweepFile::scalar).collect(Collectors.joining(", ", "[", "]"))
                : scalar(node);
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "?";
    }

    private UserError wrong(Node node, String sentence) {
        return UserError.badInput("%s, line %d: %s", file, node.getStartMark().getLine() + 1, sentence);
    }
}
