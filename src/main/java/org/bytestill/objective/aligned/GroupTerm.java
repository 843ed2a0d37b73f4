package org.bytestill.objective.aligned;

import java.util.List;
import java.util.function.Predicate;
import org.bytestill.torch.Scope;
import org.bytestill.torch.Tensor;

/** A term over groups whose script needs nothing but their rows, some tables of ids and the numbers of its settings. */
public final class GroupTerm implements AlignedTerm {
    private final Predicate<Group> counts;
    private final List<long[]> tables;
    private final List<String> extras;
    private final double[] options;

    /**
     * @param counts  which groups have a term
     * @param tables  ids of the pair, as the script takes them
     * @param extras  names of the sums that the script measures beside its terms
     * @param options numbers of the settings
     */
    public GroupTerm(Predicate<Group> counts, List<long[]> tables, List<String> extras, double... options) {
        this.counts = counts;
        this.tables = List.copyOf(tables);
        this.extras = List.copyOf(extras);
        this.options = options.clone();
    }

    @Override
    public List<Unit> units(int number, AlignedDocument document) {
        return AlignedTerm.ofGroups(number, document, counts);
    }

    @Override
    public List<Tensor> tables(Scope owner) {
        return tables.stream().map(ids -> owner.of(ids, ids.length)).toList();
    }

    @Override
    public List<Tensor> index(Scope owner, Piece piece) {
        return GroupIndex.of(owner, piece);
    }

    @Override
    public double[] options() {
        return options.clone();
    }

    @Override
    public List<String> extras() {
        return extras;
    }
}
