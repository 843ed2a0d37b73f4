package org.bytestill.engine.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.config.RunConfig;
import org.bytestill.config.RunConfigFile;
import org.bytestill.objective.Objective;
import org.bytestill.objective.registry.Objectives;
import org.bytestill.problem.Check;

/**
 * The combinations of a grid. A setting that matters only to other objectives than a cell's is left as it is there, so that no two cells
 * train the same: with two objectives and two byte heads there are three cells, not four.
 */
final class Grid {
    /** More than anybody trains. */
    private static final int MOST_CELLS = 10_000;

    private final RunConfig config;

    Grid(RunConfig config) {
        this.config = config;
    }

    /**
     * @param named the cells to combine with; of none, the grid stands alone
     * @param grid  values by key, in the order of names
     */
    List<Cell> cells(List<Cell> named, Map<String, List<String>> grid) {
        if (grid.isEmpty()) {
            return named;
        }
        List<Cell> cells = named.isEmpty() ? List.of(new Cell("", Map.of())) : named;
        // The objective first: it decides which other settings matter.
        for (String key : grid.keySet().stream().sorted((a, b) -> Boolean.compare(b.equals("objective"), a.equals("objective"))).toList()) {
            cells = combined(cells, key, grid.get(key));
        }
        return cells;
    }

    private List<Cell> combined(List<Cell> cells, String key, List<String> values) {
        boolean always = Objectives.all().stream().noneMatch(objective -> isOf(objective, key));
        List<String> words = values.stream().map(value -> word(key, value)).toList();
        List<Cell> combined = new ArrayList<>();
        for (Cell cell : cells) {
            if (always || isOf(Objectives.of(cell.applied(config)), key)) {
                for (int i = 0; i < values.size(); i++) {
                    combined.add(with(cell, key, values.get(i), words.get(i)));
                }
            } else {
                combined.add(cell);
            }
            Check.that(combined.size() <= MOST_CELLS, "The grid has more than %,d combinations; name fewer values.", MOST_CELLS);
        }
        return combined;
    }

    private static boolean isOf(Objective objective, String key) {
        return objective.settings().stream().anyMatch(path -> path.endsWith(".") ? key.startsWith(path) : key.equals(path));
    }

    /** What a value adds to the name of a cell. */
    private String word(String key, String value) {
        String written = RunConfigFile.text(RunConfigFile.with(config, key, value), key);
        String word = key.equals("objective") ? written : key.substring(key.lastIndexOf('.') + 1) + "-" + written;
        return word.replaceAll("[^A-Za-z0-9._+-]", "_");
    }

    private static Cell with(Cell cell, String key, String value, String word) {
        Map<String, String> values = new LinkedHashMap<>(cell.values());
        values.put(key, value);
        return new Cell((cell.name().isEmpty() ? "" : cell.name() + "-") + word, values);
    }
}
