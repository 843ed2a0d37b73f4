package org.bytestill.engine.sweep;

import java.nio.file.Path;
import java.util.List;
import org.bytestill.config.RunConfig;
import org.bytestill.problem.UserError;
import org.bytestill.util.NearestWord;

/**
 * What a sweep trains.
 *
 * @param name     its title
 * @param config   the configuration that all cells start from
 * @param base     the folder that its relative paths start at
 * @param cells    in the order of the table
 * @param seeds    each cell is trained once a seed
 * @param baseline name of the cell whose bytes and time the others get, and against which the short table gives verdicts
 * @param budgets  the tables
 */
public record Sweep(String name, RunConfig config, Path base, List<Cell> cells, List<Long> seeds, String baseline, List<Budget> budgets) {
    /** Updates of the student's own weights at equal updates. */
    int updates() {
        return config.training().updates();
    }

    /** The same for these cells and seeds alone; with the baseline. Throws UserError, with the nearest name, for an unknown cell. */
    public Sweep only(List<String> names, List<Long> someSeeds) {
        List<String> known = cells.stream().map(Cell::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw UserError.badInput("There is no cell \"%s\" in the sweep; did you mean \"%s\"?", name, NearestWord.of(name, known));
        });
        List<Cell> some = cells.stream().filter(cell -> names.isEmpty() || names.contains(cell.name()) || cell.name().equals(baseline))
                .toList();
        return new Sweep(name, config, base, some, someSeeds.isEmpty() ? seeds : someSeeds, baseline, budgets);
    }
}
