package org.bytestill.ui.inspector.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytestill.bytes.PathLog;
import org.bytestill.bytes.PathLog.Fate;
import org.bytestill.bytes.PathLog.LivePath;
import org.bytestill.bytes.TestPaths;
import org.bytestill.bytes.TokenChain;
import org.bytestill.engine.reading.TokenSpan;
import org.bytestill.ui.inspector.lanes.LaneLayout.Lane;
import org.bytestill.ui.inspector.lanes.LaneLayout.Margins;
import org.junit.jupiter.api.Test;

/** Lanes of six bytes whose canonical tokens are the bytes 0 to 1, 2 to 4 and 5. */
class LaneLayoutTest {
    private static final List<
            TokenSpan> CANONICAL = List.of(new TokenSpan(0, 2, 2, "", 1), new TokenSpan(2, 5, 5, "", 1), new TokenSpan(5, 6, 6, "", 1));
    private static final Margins NONE = new Margins(0, 0);

    private final TokenChain start = TestPaths.chain();
    private final TokenChain two = TestPaths.following(start, 2);
    private final TokenChain five = TestPaths.following(two, 5);

    private static LivePath path(TokenChain chain, double share, Fate fate) {
        return new LivePath(chain, share, fate);
    }

    /** The canonical path alone, and what is added to each row. */
    private PathLog log(List<List<LivePath>> others) {
        List<TokenChain> canonicalPath = List.of(start, start, two, two, two, five);
        return TestPaths.log(java.util.stream.IntStream.range(0, 6).mapToObj(row -> java.util.stream.Stream.concat(
                java.util.stream.Stream.of(path(canonicalPath.get(row), 0.8, row == 5 ? Fate.END_OF_TEXT : Fate.GOES_ON)),
                others.get(row).stream()).toList()).toList());
    }

    @Test
    void theCanonicalTokensAloneAreNoLane() {
        PathLog log = log(List.of(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
        assertThat(new LaneLayout(log, CANONICAL, 0, 6, 3, 4, NONE).lanes()).isEmpty();
    }

    @Test
    void aPathLeavesTheCanonicalTokensWhereItsFirstTokenBeginsAndDiesWithItsReason() {
        // A token of bytes 2 and 3 instead of 2 to 4; after it the path goes on with byte 4 and is dropped there.
        TokenChain four = TestPaths.leaving(two, 4);
        PathLog log = log(List.of(List.of(), List.of(), List.of(), List.of(), List.of(path(four, 0.2, Fate.BELOW_THRESHOLD)), List.of()));
        LaneLayout layout = new LaneLayout(log, CANONICAL, 0, 6, 0, 4, NONE);
        assertThat(layout.lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.from()).isEqualTo(2);
            assertThat(lane.pieces()).singleElement().satisfies(piece -> assertThat(piece.to()).isEqualTo(4));
            assertThat(lane.to()).isEqualTo(4);
            assertThat(lane.fate()).isEqualTo(Fate.BELOW_THRESHOLD);
            assertThat(lane.share()).isEqualTo(0.2);
            assertThat(lane.parent()).as("the canonicalPath").isZero();
            assertThat(lane.alive()).isFalse();
        });
    }

    @Test
    void aLongerTokenThanTheCanonicalOneIsALaneOnlyIfItLivesLonger() {
        // Before byte 2 the first two bytes may still be the beginning of a longer token; before byte 3 it is one.
        PathLog brief = log(List.of(List.of(), List.of(), List.of(path(start, 0.1, Fate.NOT_FOLLOWED)), List.of(), List.of(), List.of()));
        assertThat(new LaneLayout(brief, CANONICAL, 0, 6, 0, 4, NONE).lanes()).isEmpty();
        assertThat(new LaneLayout(brief, CANONICAL, 0, 6, 2, 4, NONE).lanes()).as("at the cursor it is shown").extracting(Lane::alive)
                .containsExactly(true);
        PathLog longer = log(List.of(List.of(), List.of(), List.of(path(start, 0.1, Fate.GOES_ON)),
                List.of(path(start, 0.1, Fate.NOT_FOLLOWED)), List.of(),
                List.of()));
        assertThat(new LaneLayout(longer, CANONICAL, 0, 6, 0, 4, NONE).lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.pieces()).isEmpty();
            assertThat(lane.from()).isZero();
            assertThat(lane.to()).isEqualTo(3);
        });
    }

    @Test
    void lanesThatShareBytesLieBelowEachOtherAndThoseAtTheCursorComeFirst() {
        TokenChain three = TestPaths.leaving(two, 3);
        TokenChain four = TestPaths.leaving(two, 4);
        PathLog log = log(List.of(List.of(), List.of(), List.of(), List.of(path(three, 0.3, Fate.NOT_FOLLOWED)),
                List.of(path(four, 0.1, Fate.NOT_FOLLOWED)),
                List.of()));
        assertThat(new LaneLayout(log, CANONICAL, 0, 6, 4, 4, NONE).lanes()).extracting(lane -> lane.share() + " in " + lane.row())
                .containsExactlyInAnyOrder("0.3 in 2", "0.1 in 1");
        LaneLayout oneRow = new LaneLayout(log, CANONICAL, 0, 6, 4, 1, NONE);
        assertThat(oneRow.lanes()).extracting(Lane::share).containsExactly(0.1);
        assertThat(oneRow.undrawn()).isEqualTo(1);
    }
}
