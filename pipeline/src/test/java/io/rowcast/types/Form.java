package io.rowcast.types;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a value is in Redis: the SQL that asks MySQL for its text, and when the text in Redis is the same. */
enum Form {
    /** Also without the zeros of ZEROFILL. */
    INTEGER("CAST(%s + 0 AS CHAR)"),
    AS_SHOWN("CAST(%s AS CHAR)"),
    DATE_TIME("REPLACE(CAST(%s AS CHAR), ' ', 'T')"),
    TIMESTAMP("CONCAT(REPLACE(CAST(%s AS CHAR), ' ', 'T'), 'Z')"),
    BASE64("REPLACE(TO_BASE64(%s), '\n', '')"),
    TEXT("HEX(CONVERT(CONCAT(%s) USING utf8mb4))") {
        @Override
        String inRedis(String mysql) {
            return new String(HexFormat.of().parseHex(mysql), StandardCharsets.UTF_8);
        }
    },
    FLOAT("%s * 1e0") {
        @Override
        boolean same(String mysql, String redis) {
            return (float) Double.parseDouble(mysql) == Float.parseFloat(redis);
        }
    },
    DOUBLE("%s * 1e0") {
        @Override
        boolean same(String mysql, String redis) {
            return Double.parseDouble(mysql) == Double.parseDouble(redis);
        }
    },
    /** A document that is nothing but {@code null} is as good as no document. */
    JSON("IF(JSON_TYPE(%1$s) = 'NULL', NULL, CAST(%1$s AS CHAR))") {
        @Override
        boolean same(String mysql, String redis) {
            return tree(mysql).equals(tree(redis));
        }
    },
    GEO_JSON("CAST(ST_AsGeoJSON(%1$s, 2147483647, IF(ST_SRID(%1$s) = 0, 0, 2)) AS CHAR)") {
        @Override
        boolean same(String mysql, String redis) {
            return tree(mysql).equals(tree(redis));
        }
    },
    VECTOR("HEX(%s)") {
        @Override
        boolean same(String mysql, String redis) {
            ByteBuffer elements =
                    ByteBuffer.wrap(HexFormat.of().parseHex(mysql)).order(ByteOrder.LITTLE_ENDIAN);
            for (JsonNode element : tree(redis)) {
                if (elements.getFloat() != Float.parseFloat(element.asText())) {
                    return false;
                }
            }
            return !elements.hasRemaining();
        }
    };

    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final String sql;

    Form(String sql) {
        this.sql = sql;
    }

    /** @param column its name as it stands in SQL */
    String sql(String column) {
        return sql.formatted(column);
    }

    /** The text that a key of such a value has. */
    String inRedis(String mysql) {
        return mysql;
    }

    boolean same(String mysql, String redis) {
        return inRedis(mysql).equals(redis);
    }

    private static JsonNode tree(String json) {
        try {
            return EXACT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected JSON", e);
        }
    }
}
