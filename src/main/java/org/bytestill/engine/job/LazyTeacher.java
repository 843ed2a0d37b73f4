package org.bytestill.engine.job;

import org.bytestill.bytes.ByteReader;
import org.bytestill.engine.chat.RunChats;
import org.bytestill.engine.reading.LoadedModel;
import org.bytestill.text.Tokenizer;
import org.bytestill.torch.Device;
import org.bytestill.torch.Dtype;
import org.jspecify.annotations.Nullable;

/** A teacher that is opened when the first shard is missing: where none is, nothing of it is in memory. */
final class LazyTeacher implements AutoCloseable {
    private final ConvertRequest request;
    private final Dtype precision;
    private final RunChats chats;
    private @Nullable LoadedModel model;
    private @Nullable ByteReader reader;
    private long opened;

    LazyTeacher(ConvertRequest request, Dtype precision, RunChats chats) {
        this.request = request;
        this.precision = precision;
        this.chats = chats;
    }

    ByteReader reader() {
        if (reader == null) {
            model = new LoadedModel(request.teacher(), chats.withTurnEnd(request.teacher(), Tokenizer.open(request.teacher())), precision,
                    Device.named(request.device()));
            reader = model.reader(request.converter(), request.keyValueGib());
            opened = System.nanoTime();
        }
        return reader;
    }

    /** 0 if it was not needed. */
    double secondsSinceOpened() {
        return reader == null ? 0 : (System.nanoTime() - opened) / 1e9;
    }

    /** Model evaluations so far. */
    long rows() {
        return reader == null ? 0 : reader.modelRows();
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
