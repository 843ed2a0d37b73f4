package org.bytestill.bytes.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.IntStream;
import org.bytestill.bytes.Passage;
import org.bytestill.corpus.CorpusPart;
import org.bytestill.util.Sha256;

/** Which documents are in which shard of a cache: neighbours, until they reach {@link #SHARD_TEXT_BYTES}. */
public final class ShardPlan {
    /** Bytes of text in one shard: the most work that a kill can lose, and enough to keep batches full. Tests have smaller ones. */
    public static final int SHARD_TEXT_BYTES = Integer.getInteger("bytestill.shardBytes", 32 << 10);

    private final ShardDivision division;

    /** @param documentBytes length of each document */
    public ShardPlan(int[] documentBytes) {
        division = new ShardDivision(documentBytes, SHARD_TEXT_BYTES);
    }

    ShardDivision division() {
        return division;
    }

    /** Number of shards. */
    public int count() {
        return division.count();
    }

    /** Bytes of text in a shard. */
    public long textBytes(int shard) {
        return division.total(shard);
    }

    /** The documents of a shard. */
    public List<Passage> texts(int shard, List<Passage> documents) {
        return documents.subList(division.start(shard), division.end(shard));
    }

    /** SHA-256 in hex of what passages say. */
    private static String hashOf(List<Passage> passages) {
        MessageDigest digest = Sha256.digest();
        for (Passage passage : passages) {
            ByteBuffer head = ByteBuffer.allocate(Integer.BYTES * (3 + passage.prompt().length));
            head.putInt(passage.prompt().length).putInt(passage.text().length).putInt(passage.ends() ? 1 : 0);
            head.asIntBuffer().put(passage.prompt());
            digest.update(head.array());
            digest.update(passage.text());
        }
        return Sha256.hex(digest);
    }

    /** The shards of a part, in rising order. */
    public List<Integer> shards(CorpusPart part, List<Passage> documents) {
        if (part.of() == 1) {
            return IntStream.range(0, count()).boxed().toList();
        }
        return part.pieces(IntStream.range(0, count()).mapToObj(shard -> hashOf(texts(shard, documents))).toList());
    }
}
