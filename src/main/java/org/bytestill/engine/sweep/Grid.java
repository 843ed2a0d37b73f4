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
            List<Cell> combined = new ArrayList<>();
            for (Cell cell : cells) {
                if (matters(key, cell)) {
                    grid.get(key).forEach(value -> combined.add(with(cell, key, value)));
                } else {
                    combined.add(cell);
                }
            }
            Check.that(combined.size() <= MOST_CELLS, "The grid has more than %,d combinations; name fewer values.", MOST_CELLS);
            cells = combined;
        }
        return cells;
    }

    private boolean matters(String key, Cell cell) {
        Objective own = Objectives.of(cell.applied(config));
        return isOf(own, key) || Objectives.all().stream().noneMatch(objective -> isOf(objective, key));
    }

    private static boolean isOf(Objective objective, String key) {
        return objective.settings().stream().anyMatch(path -> path.endsWith(".") ? key.startsWith(path) : key.equals(path));
    }

    private Cell with(Cell cell, String key, String value) {
        Map<String, String> values = new LinkedHashMap<>(cell.values());
        values.put(key, value);
        String written = RunConfigFile.text(RunConfigFile.with(config, key, value), key);
        String word = key.equals("objective") ? written : key.substring(key.lastIndexOf('.') + 1) + "-" + written;
        String name = (cell.name().isEmpty() ? "" : cell.name() + "-") + word.replaceAll("[^A-Za-z0-9._+-]", "_");
        return new Cell(name, values);
    }
}
