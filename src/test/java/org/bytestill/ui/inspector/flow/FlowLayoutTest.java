package org.bytestill.ui.inspector.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.TestPaths;
import org.bytestill.bytes.flow.MassFlow;
import org.bytestill.bytes.flow.MassFlow.Node;
import org.bytestill.bytes.flow.MassFlow.Token;
import org.bytestill.ui.inspector.flow.IcicleLayout.Cell;
import org.bytestill.ui.inspector.flow.IcicleLayout.Kind;
import org.bytestill.ui.inspector.flow.SankeyLayout.Band;
import org.bytestill.ui.inspector.flow.SankeyLayout.Place;
import org.junit.jupiter.api.Test;

/** Where icicle and Sankey put a flow that is easy to follow: on a width of 100 pixels a pixel is a hundredth of the mass. */
class FlowLayoutTest {
    private static final byte[] TEXT = "xab".getBytes(StandardCharsets.UTF_8);

    private static Token token(String text, double share) {
        return new Token(0, text.hashCode(), text, text.getBytes(StandardCharsets.UTF_8), share);
    }

    /** After "x": "a" .3, "ab" .4, tokens on a that are folded .05, "c" .01, "d" .01; the end .1, special .05, dropped .08. */
    private static MassFlow flow() {
        Node ab = new Node('b', 0.4, List.of(token("ab", 0.4)), List.of(), 0, 0);
        Node a = new Node('a', 0.75, List.of(token("a", 0.3)), List.of(ab), 7, 0.05);
        Node c = new Node('c', 0.01, List.of(token("c", 0.01)), List.of(), 0, 0);
        Node d = new Node('d', 0.01, List.of(token("d", 0.01)), List.of(), 0, 0);
        return new MassFlow(1, List.of(path()), List.of(a, c, d), 0.1, 0.05, 0.08, 0);
    }

    private static PathLog.LivePath path() {
        return new PathLog.LivePath(TestPaths.chain(1), 0.92, PathLog.Fate.GOES_ON);
    }

    @Test
    void cellsAreAsWideAsTheirMassAndThinOnesAreGathered() {
        List<Cell> cells = IcicleLayout.of(flow(), TEXT, 100, 2, false);
        assertThat(cells).extracting(Cell::kind).containsExactly(Kind.BYTE, Kind.BYTE, Kind.GATHERED, Kind.GATHERED, Kind.END, Kind.SPECIAL,
                Kind.BELOW_THRESHOLD);
        Cell a = cells.get(0);
        assertThat(a.width()).isCloseTo(75, within(1e-9));
        assertThat(a.ended()).isEqualTo(0.3);
        assertThat(a.follows()).as("the text goes on with a").isTrue();
        Cell b = cells.get(1);
        assertThat(b.left()).as("after what ended with a").isCloseTo(30, within(1e-9));
        assertThat(b.follows()).isTrue();
        assertThat(cells.get(2).tokens()).as("folded below a").isEqualTo(7);
        assertThat(cells.get(3).value()).as("c and d are thinner than two pixels").isEqualTo(2);
        assertThat(cells.get(3).mass()).isCloseTo(0.02, within(1e-12));
    }

    @Test
    void theFirstRowIsAsWideAsAllMass() {
        double width = IcicleLayout.of(flow(), TEXT, 100, 3, true).stream().filter(cell -> cell.depth() == 0).mapToDouble(Cell::width)
                .sum();
        assertThat(width).isCloseTo(100, within(1e-9));
    }

    @Test
    void aLitTokenIsOnTheWayOfItsBytes() {
        List<Cell> cells = IcicleLayout.of(flow(), TEXT, 100, 2, false);
        byte[] ab = "ab".getBytes(StandardCharsets.UTF_8);
        assertThat(cells.stream().filter(cell -> cell.isOnWay(ab)).map(Cell::value)).containsExactly((int) 'a', (int) 'b');
    }

    @Test
    void bandsOfTheSankeyAreAllMassAndFitTheHeight() {
        MassFlow flow = flow();
        SankeyLayout layout = SankeyLayout.of(flow, List.of(token("ab", 0.4), token("a", 0.3), token("c", 0.01), token("d", 0.01)), 300,
                false);
        assertThat(layout.bands().stream().mapToDouble(Band::mass).sum()).isCloseTo(1, within(1e-9));
        assertThat(layout.places().stream().mapToDouble(Place::mass).sum()).isCloseTo(1, within(1e-9));
        Band lowest = layout.bands().get(layout.bands().size() - 1);
        assertThat(lowest.leftY() + Math.max(lowest.thick(), SankeyLayout.LEAST_HEIGHT) / 2).isLessThanOrEqualTo(300 + 1e-6);
        assertThat(layout.bands().get(0).thick() / layout.bands().get(0).mass()).as("thickness is mass")
                .isCloseTo(layout.bands().get(1).thick() / layout.bands().get(1).mass(), within(1e-6));
    }
}
