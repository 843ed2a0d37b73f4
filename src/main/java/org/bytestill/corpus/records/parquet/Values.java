package org.bytestill.corpus.records.parquet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** Converters of nested values: each hands its value to whoever holds it, when the value is complete. */
final class Values {
    private Values() {}

    /** A text that is no UTF-8, in a column. */
    static final class InvalidText extends RuntimeException {
        final String column;
        final int offset;
        final int value;

        InvalidText(String column, int offset, int value) {
            this.column = column;
            this.offset = offset;
            this.value = value;
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(Object value) {
        return (Map<String, @Nullable Object>) value;
    }

    /** The converter of a field, whatever its repetition is. */
    static Converter of(Type type, String column, Consumer<Object> parent) {
        if (type.isPrimitive()) {
            return Scalars.of(type.asPrimitiveType(), column, parent);
        }
        GroupType group = type.asGroupType();
        LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
        if (annotation instanceof ListLogicalTypeAnnotation && group.getFieldCount() == 1) {
            return new ListConverter(group, column, parent);
        }
        if ((annotation instanceof MapLogicalTypeAnnotation || annotation instanceof MapKeyValueTypeAnnotation) && isMap(group)) {
            return new MapConverter(group, column, parent);
        }
        return new ObjectConverter(group, column, parent);
    }

    private static boolean isMap(GroupType group) {
        return group.getFieldCount() == 1 && !group.getType(0).isPrimitive() && group.getType(0).asGroupType().getFieldCount() == 2;
    }

    /** A group of fields: an object. A field that is repeated without a list around it is a list. */
    static final class ObjectConverter extends GroupConverter {
        private final Converter[] fields;
        private final Consumer<Object> parent;
        private Map<String, @Nullable Object> object = new LinkedHashMap<>();

        ObjectConverter(GroupType type, String column, Consumer<Object> parent) {
            this.parent = parent;
            this.fields = new Converter[type.getFieldCount()];
            for (int i = 0; i < fields.length; i++) {
                Type field = type.getType(i);
                fields[i] = of(field, column.isEmpty() ? field.getName() : column + "." + field.getName(), holder(field));
            }
        }

        private Consumer<Object> holder(Type field) {
            String name = field.getName();
            return field.isRepetition(Repetition.REPEATED) ? value -> list(name).add(value) : value -> object.put(name, value);
        }

        @SuppressWarnings("unchecked")
        private List<Object> list(String name) {
            return (List<Object>) object.computeIfAbsent(name, key -> new ArrayList<>());
        }

        @Override
        public void start() {
            object = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            parent.accept(Collections.unmodifiableMap(object));
        }

        @Override
        public Converter getConverter(int field) {
            return fields[field];
        }
    }

    /**
     * A list: a group with one repeated field. That field is the element itself in the two-level form of old writers, else a group around
     * it whose name means nothing (Parquet's LogicalTypes, "Backward-compatibility rules").
     */
    static final class ListConverter extends GroupConverter {
        private final Consumer<Object> parent;
        private final Converter repeated;
        private List<@Nullable Object> list = new ArrayList<>();

        ListConverter(GroupType type, String column, Consumer<Object> parent) {
            this.parent = parent;
            Type inner = type.getType(0);
            this.repeated = isElement(inner, type.getName()) ? of(inner, column, value -> list.add(value))
                    : new ElementConverter(inner.asGroupType().getType(0), column, value -> list.add(value));
        }

        private static boolean isElement(Type inner, String listName) {
            return inner.isPrimitive() || inner.asGroupType().getFieldCount() != 1 || inner.getName().equals("array")
                    || inner.getName().equals(listName + "_tuple");
        }

        @Override
        public void start() {
            list = new ArrayList<>();
        }

        @Override
        public void end() {
            parent.accept(Collections.unmodifiableList(list));
        }

        @Override
        public Converter getConverter(int field) {
            return repeated;
        }
    }

    /** The group around an element of a list; an element that is null stays, as the number of elements does. */
    private static final class ElementConverter extends GroupConverter {
        private final Consumer<@Nullable Object> list;
        private final Converter element;
        private @Nullable Object value;

        ElementConverter(Type type, String column, Consumer<@Nullable Object> list) {
            this.list = list;
            this.element = of(type, column, read -> value = read);
        }

        @Override
        public void start() {
            value = null;
        }

        @Override
        public void end() {
            list.accept(value);
        }

        @Override
        public Converter getConverter(int field) {
            return element;
        }
    }

    /** A map with names as keys: an object. */
    private static final class MapConverter extends GroupConverter {
        private final Consumer<Object> parent;
        private final EntryConverter entry;
        private Map<String, @Nullable Object> map = new LinkedHashMap<>();

        MapConverter(GroupType type, String column, Consumer<Object> parent) {
            this.parent = parent;
            this.entry = new EntryConverter(type.getType(0).asGroupType(), column, this);
        }

        void put(Object key, @Nullable Object value) {
            if (value != null) {
                map.put(String.valueOf(key), value);
            }
        }

        @Override
        public void start() {
            map = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            parent.accept(Collections.unmodifiableMap(map));
        }

        @Override
        public Converter getConverter(int field) {
            return entry;
        }
    }

    /** A key and its value. */
    private static final class EntryConverter extends GroupConverter {
        private final MapConverter map;
        private final Converter key;
        private final Converter value;
        private @Nullable Object readKey;
        private @Nullable Object readValue;

        EntryConverter(GroupType type, String column, MapConverter map) {
            this.map = map;
            this.key = of(type.getType(0), column, read -> readKey = read);
            this.value = of(type.getType(1), column, read -> readValue = read);
        }

        @Override
        public void start() {
            readKey = null;
            readValue = null;
        }

        @Override
        public void end() {
            if (readKey != null) {
                map.put(readKey, readValue);
            }
        }

        @Override
        public Converter getConverter(int field) {
            return field == 0 ? key : value;
        }
    }
}
