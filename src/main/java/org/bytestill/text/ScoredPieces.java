package org.bytestill.text;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * SentencePiece's own way to cut a text by scores, as llama.cpp has it ({@code tokenizer.ggml.model} is {@code llama}): of all neighbours
 * whose concatenation is a token, those with the highest score are joined first, the leftmost of equal ones; characters that are no token
 * become bytes.
 */
final class ScoredPieces {
    private final Map<String, Integer> ids = new HashMap<>();
    private final float[] scores;

    /** @param scores of each token by its id */
    ScoredPieces(List<String> tokens, float[] scores) {
        this.scores = scores;
        for (int id = 0; id < tokens.size(); id++) {
            ids.putIfAbsent(tokens.get(id), id);
        }
    }

    private record Join(int left, int right, int length, float score) implements Comparable<Join> {
        @Override
        public int compareTo(Join other) {
            return score == other.score ? Integer.compare(left, other.left) : Float.compare(other.score, score);
        }
    }

    /** A text while it is cut: where each symbol begins and ends, and its neighbours. */
    private final class Cut {
        private final String text;
        private final int[] start;
        private final int[] length;
        private final int[] before;
        private final int[] after;
        private final PriorityQueue<Join> joins = new PriorityQueue<>();

        Cut(String text) {
            this.text = text;
            start = text.codePoints().map(Character::charCount).toArray();
            length = start.clone();
            before = new int[start.length];
            after = new int[start.length];
            for (int i = 0, at = 0; i < start.length; i++) {
                start[i] = at;
                at += length[i];
                before[i] = i - 1;
                after[i] = i + 1 < start.length ? i + 1 : -1;
            }
            for (int i = 0; i + 1 < start.length; i++) {
                offer(i, i + 1);
            }
        }

        private void offer(int left, int right) {
            if (left < 0 || right < 0) {
                return;
            }
            int both = length[left] + length[right];
            Integer id = ids.get(text.substring(start[left], start[left] + both));
            if (id != null) {
                joins.add(new Join(left, right, both, scores[id]));
            }
        }

        private void join() {
            while (!joins.isEmpty()) {
                Join next = joins.remove();
                int left = next.left();
                int right = next.right();
                if (length[left] > 0 && length[right] > 0 && length[left] + length[right] == next.length()) {
                    length[left] = next.length();
                    length[right] = 0;
                    after[left] = after[right];
                    if (after[right] >= 0) {
                        before[after[right]] = left;
                    }
                    offer(before[left], left);
                    offer(left, after[left]);
                }
            }
        }

        int[] tokens() {
            join();
            IntList tokens = new IntList(start.length);
            for (int i = start.length == 0 ? -1 : 0; i >= 0; i = after[i]) {
                String symbol = text.substring(start[i], start[i] + length[i]);
                Integer id = ids.get(symbol);
                if (id != null) {
                    tokens.add(id);
                    continue;
                }
                for (byte value : symbol.getBytes(StandardCharsets.UTF_8)) {
                    tokens.add(ids.getOrDefault(Spelling.SENTENCE_PIECE.ofByte(value & 0xFF), -1));
                }
            }
            return tokens.toArray();
        }
    }

    /** The tokens of a text that is valid UTF-8. */
    int[] cut(byte[] text) {
        return new Cut(new String(text, StandardCharsets.UTF_8).replace(' ', Spelling.SPACE)).tokens();
    }
}
