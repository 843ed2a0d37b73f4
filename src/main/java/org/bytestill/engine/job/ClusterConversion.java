package org.bytestill.engine.job;

import java.util.List;
import org.bytestill.bytes.cache.ByteCache;
import org.bytestill.bytes.cache.CacheFingerprint;
import org.bytestill.bytes.cache.ShardCommit;
import org.bytestill.bytes.cache.ShardPlan;
import org.bytestill.corpus.Corpus;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.Precisions;
import org.bytestill.engine.reading.TeacherBytes;
import org.bytestill.engine.reading.TeacherText;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.bytestill.torch.TorchThread;
import org.bytestill.util.Progress;

/**
 * A conversion whose shards are computed by several processes that share a drive. One asks what is {@link #missing}, any number
 * {@link #compute} shards, each atomically committed, and the first then {@link #finish}es: whoever dies, finished shards stay. For one
 * thread.
 */
public final class ClusterConversion implements AutoCloseable {
    private final ConvertRequest request;
    private final TeacherText text;
    private final ShardPlan plan;
    private final CacheFingerprint fingerprint;
    private final LazyTeacher teacher;
    private final int threads;

    /**
     * @param threads threads of one tensor operation; 0 for one a core
     * @throws org.bytestill.problem.UserError if teacher or text cannot be read
     */
    public ClusterConversion(ConvertRequest request, int threads) {
        this.request = request;
        this.threads = threads;
        RunChats chats = request.text().chats(request.teacher());
        Corpus corpus = ConvertService.read(request, chats);
        Dtype precision = Precisions.named(request.precision(), Device.named(request.device()));
        try (Tokenizer tokenizer = chats.withTurnEnd(request.teacher(), Tokenizer.open(request.teacher()))) {
            text = request.text().of(corpus, tokenizer);
            fingerprint = TeacherBytes.fingerprint(request.teacher(), precision, tokenizer, text, request.converter(), request.coverage());
        }
        plan = new ShardPlan(text.sizes());
        teacher = new LazyTeacher(request, precision, chats);
    }

    /** Numbers of the shards that nobody has finished, the largest first: a long one at the end would be waited for. */
    public List<Integer> missing() {
        return ByteCache.open(request.target(), fingerprint, text.sizes()).missing().stream()
                .sorted((one, other) -> Long.compare(plan.textBytes(other), plan.textBytes(one))).toList();
    }

    /**
     * Computes and commits a shard, unless somebody has.
     *
     * @return true if it was this process that committed it
     */
    public boolean compute(int shard) {
        TorchThread.prepare(threads); // settings are those of a thread, and tasks run on any
        ShardCommit commit = new ShardCommit(request.target(), fingerprint);
        return !commit.isDone(shard) && commit.write(shard, plan.texts(shard, text.passages()), teacher.reader(), Progress.NONE);
    }

    /** Takes all shards into the manifest; what is still missing is computed here. */
    public ConvertReport finish(Progress progress) {
        return new ConvertService().convert(request, progress);
    }

    @Override
    public void close() {
        teacher.close();
    }
}
