package org.bytestill.bytes.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A growing little-endian buffer. */
final class Column {
    private ByteBuffer buffer = allocate(1 << 12);

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = allocate(buffer.capacity() * 2).put(buffer.flip());
        }
        return buffer;
    }

    void put(byte value) {
        room(1).put(value);
    }

    void putShort(short value) {
        room(2).putShort(value);
    }

    void putInt(int value) {
        room(4).putInt(value);
    }

    void putFloat(float value) {
        room(4).putFloat(value);
    }

    ByteBuffer content() {
        return buffer.duplicate().flip();
    }
}
