package io.rowcast.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A spatial value as GeoJSON, the same as MySQL's {@code ST_AsGeoJSON(value, 2147483647, 2)}: longitude first, and a
 * {@code crs} when the value has a spatial reference system.
 */
public final class GeoJson {
    private static final int POINT = 1;
    private static final int LINE_STRING = 2;
    private static final int POLYGON = 3;
    private static final int MULTI_POINT = 4;
    private static final int MULTI_LINE_STRING = 5;
    private static final int MULTI_POLYGON = 6;
    private static final int GEOMETRY_COLLECTION = 7;

    /** Writes one of several equal parts. */
    @FunctionalInterface
    private interface Part {
        void write();
    }

    private final ByteBuffer binary;
    private final StringBuilder text = new StringBuilder();

    private GeoJson(ByteBuffer binary) {
        this.binary = binary;
    }

    /**
     * @param srid 0 for none
     * @param wkb with longitude (x) first, as MySQL stores it
     * @throws IllegalArgumentException when it is no spatial value
     */
    public static String of(int srid, byte[] wkb) {
        GeoJson json = new GeoJson(ByteBuffer.wrap(wkb));
        try {
            json.geometry(srid);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("expected a spatial value, found one that ends too early", e);
        }
        return json.text.toString();
    }

    private void geometry(int srid) {
        binary.order(binary.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int type = binary.getInt();
        text.append("{\"type\":\"")
                .append(name(type))
                .append(type == GEOMETRY_COLLECTION ? "\",\"geometries\":" : "\",\"coordinates\":");
        content(type);
        if (srid != 0) {
            text.append(",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:")
                    .append(Integer.toUnsignedString(srid))
                    .append("\"}}");
        }
        text.append('}');
    }

    private static String name(int type) {
        return switch (type) {
            case POINT -> "Point";
            case LINE_STRING -> "LineString";
            case POLYGON -> "Polygon";
            case MULTI_POINT -> "MultiPoint";
            case MULTI_LINE_STRING -> "MultiLineString";
            case MULTI_POLYGON -> "MultiPolygon";
            case GEOMETRY_COLLECTION -> "GeometryCollection";
            default -> throw new IllegalArgumentException("expected a spatial type 1 to 7, found " + type);
        };
    }

    private void content(int type) {
        switch (type) {
            case POINT -> position();
            case LINE_STRING -> array(this::position);
            case POLYGON -> array(() -> array(this::position));
            case GEOMETRY_COLLECTION -> array(() -> geometry(0));
            default -> array(this::member);
        }
    }

    /** A point, line or polygon of a MULTI type: only its coordinates. */
    private void member() {
        binary.order(binary.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        content(binary.getInt());
    }

    private void array(Part part) {
        text.append('[');
        int count = binary.getInt();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                text.append(',');
            }
            part.write();
        }
        text.append(']');
    }

    private void position() {
        text.append('[').append(JsonDouble.text(binary.getDouble())).append(',');
        text.append(JsonDouble.text(binary.getDouble())).append(']');
    }
}
