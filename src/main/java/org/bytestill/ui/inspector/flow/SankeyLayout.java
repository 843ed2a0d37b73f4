package org.bytestill.ui.inspector.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytestill.bytes.flow.MassFlow;

/**
 * Tokens at the left, bytes at the right, a band for the mass between: the heaviest tokens each by itself, the others gathered
 * for each byte, lighter bytes gathered too. All bands together are all mass before the byte.
 */
final class SankeyLayout {
    static final double LEAST_HEIGHT = 13;
    /** Share of the height that names may take; the rest is for thickness. */
    private static final double FOR_NAMES = 0.7;
    private static final int MOST_TOKENS = 20;
    /** Bytes with a place of their own, at most. */
    private static final int MOST_BYTES = 12;
    /** What is gathered for a byte gets a band of its own from this share on; less joins the other bytes. */
    private static final double LEAST_SHARE = 0.002;

    /** What a band or a place at the right stands for. */
    enum Kind { TOKEN, OTHER_TOKENS, OTHER_BYTES, OUTSIDE }

    /**
     * A band from the left to the right.
     *
     * @param token    for {@link Kind#TOKEN}
     * @param value    the byte it flows into; -1 for other bytes and outside
     * @param tokens   how many tokens are gathered
     * @param leftY    middle at the left
     * @param rightY   middle at the right
     * @param thick    thickness in pixels
     */
    record Band(Kind kind, MassFlow.Token token, int value, int tokens, double mass, double leftY, double rightY, double thick) {}

    /** A place at the right: a byte, the other bytes, or what reaches no byte. */
    record Place(Kind kind, int value, int bytes, double mass, double y, double thick) {}

    private record Draft(Kind kind, MassFlow.Token token, int value, int tokens, double mass) {}

    private final List<Band> bands = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    private SankeyLayout() {}

    List<Band> bands() {
        return bands;
    }

    List<Place> places() {
        return places;
    }

    /** {@code byShare} are the flow's tokens, heaviest first. */
    static SankeyLayout of(MassFlow flow, List<MassFlow.Token> byShare, double height, boolean byMass) {
        int slots = (int) Math.max(4, Math.floor(height * FOR_NAMES / LEAST_HEIGHT));
        List<MassFlow.Node> nodes = flow.bytes().stream().sorted(Comparator.comparingDouble(node -> -node.mass()))
                .limit(Math.max(1, Math.min(MOST_BYTES, slots / 3))).sorted(byMass ? Comparator.comparingDouble(node -> -node.mass())
                        : Comparator.comparingInt(MassFlow.Node::value))
                .toList();
        // Each byte may need a band for its other tokens, and two more bands stand for other bytes and for what reaches none.
        int most = Math.max(1, Math.min(MOST_TOKENS, slots - nodes.size() - 2));
        Map<Integer, List<MassFlow.Token>> chosen = new HashMap<>();
        byShare.stream().filter(token -> nodes.stream().anyMatch(node -> node.value() == next(flow, token))).limit(most)
                .forEach(token -> chosen.computeIfAbsent(next(flow, token), value -> new ArrayList<>()).add(token));
        List<List<Draft>> groups = new ArrayList<>();
        double otherMass = flow.ofBytes();
        for (MassFlow.Node node : nodes) {
            List<Draft> group = new ArrayList<>();
            double rest = node.mass();
            for (MassFlow.Token token : chosen.getOrDefault(node.value(), List.of())) {
                group.add(new Draft(Kind.TOKEN, token, node.value(), 1, token.share()));
                rest -= token.share();
            }
            if (rest >= LEAST_SHARE || group.isEmpty()) {
                group.add(new Draft(Kind.OTHER_TOKENS, null, node.value(), node.tokens().size() + node.allFoldedTokens() - group.size(),
                        rest));
            } else if (rest > 0) {
                Draft last = group.remove(group.size() - 1);
                group.add(new Draft(last.kind(), last.token(), last.value(), last.tokens(), last.mass() + rest));
            }
            otherMass -= node.mass();
            groups.add(group);
        }
        int otherTokens = flow.bytes().stream().filter(node -> !nodes.contains(node))
                .mapToInt(node -> node.tokens().size() + node.allFoldedTokens()).sum();
        if (flow.bytes().size() > nodes.size()) {
            groups.add(List.of(new Draft(Kind.OTHER_BYTES, null, -1, otherTokens, Math.max(0, otherMass))));
        }
        double outside = flow.sum() - flow.ofBytes();
        if (outside > 0) {
            groups.add(List.of(new Draft(Kind.OUTSIDE, null, -1, 0, outside)));
        }
        SankeyLayout layout = new SankeyLayout();
        layout.place(groups, height, flow.bytes().size() - nodes.size());
        return layout;
    }

    private static int next(MassFlow flow, MassFlow.Token token) {
        return token.bytes()[flow.position() - flow.paths().get(token.path()).chain().end()] & 0xFF;
    }

    private void place(List<List<Draft>> groups, double height, int otherBytes) {
        double perMass = perMass(groups, height);
        double leftY = 0;
        double rightY = 0;
        for (List<Draft> group : groups) {
            double thick = group.stream().mapToDouble(draft -> thickness(draft.mass(), perMass)).sum();
            double slots = group.stream().mapToDouble(draft -> Math.max(LEAST_HEIGHT, thickness(draft.mass(), perMass))).sum();
            double middle = rightY + slots / 2;
            double y = middle - thick / 2;
            for (Draft draft : group) {
                double own = thickness(draft.mass(), perMass);
                double slot = Math.max(LEAST_HEIGHT, own);
                bands.add(new Band(draft.kind(), draft.token(), draft.value(), draft.tokens(), draft.mass(), leftY + slot / 2, y + own / 2,
                        own));
                leftY += slot;
                y += own;
            }
            Draft first = group.get(0);
            Kind kind = first.kind() == Kind.TOKEN ? Kind.OTHER_TOKENS : first.kind();
            places.add(new Place(kind, first.value(), kind == Kind.OTHER_BYTES ? otherBytes : 1,
                    group.stream().mapToDouble(Draft::mass).sum(), middle, thick));
            rightY += slots;
        }
    }

    private static double thickness(double mass, double perMass) {
        return Math.max(1, mass * perMass);
    }

    /** Pixels for all mass, so that the bands with the room their names need just fit. */
    private static double perMass(List<List<Draft>> groups, double height) {
        double low = 0;
        double high = height;
        for (int round = 0; round < 30; round++) {
            double middle = (low + high) / 2;
            double needed = groups.stream().flatMap(List::stream).mapToDouble(draft -> Math.max(LEAST_HEIGHT, draft.mass() * middle)).sum();
            if (needed > height) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }
}
