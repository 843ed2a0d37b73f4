package org.bytestill.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bytestill.problem.Quoted;
import org.bytestill.problem.UserError;

/**
 * One of the parts into which a corpus is divided, so that each is converted or evaluated on another computer. The pieces of a corpus,
 * such as the shards of a cache, are dealt out one by one in the order of the hash of their content: whoever has the corpus finds the same
 * parts, whatever the files are called, and no part gets more than one piece more than another.
 *
 * @param number from 1
 * @param of     number of parts
 */
public record CorpusPart(int number, int of) {
    /** All of it, on this computer alone. */
    public static final CorpusPart WHOLE = new CorpusPart(1, 1);
    private static final Pattern WRITTEN = Pattern.compile("\\s*(\\d{1,6})\\s*/\\s*(\\d{1,6})\\s*");

    /** @throws UserError if it is not written as 3/64, or there is no such part */
    public static CorpusPart named(String text) {
        Matcher written = WRITTEN.matcher(text);
        int number = written.matches() ? Integer.parseInt(written.group(1)) : 0;
        int of = written.matches() ? Integer.parseInt(written.group(2)) : 0;
        if (number < 1 || number > of) {
            throw UserError.badInput("The part \"%s\" is none; write its number and how many there are, from 1/%d to %d/%d.",
                    Quoted.of(text), Math.max(of, 2), Math.max(of, 2), Math.max(of, 2));
        }
        return new CorpusPart(number, of);
    }

    /**
     * The pieces of this part, in rising order.
     *
     * @param hashes of the content of each piece
     */
    public List<Integer> pieces(List<String> hashes) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, hashes.size()).boxed().toList());
        order.sort(Comparator.comparing(hashes::get)); // stable: equal pieces keep their order
        return IntStream.range(0, order.size()).filter(rank -> rank % of == number - 1).mapToObj(order::get).sorted().toList();
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}
