package io.rowcast.guarantee;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

/** One kind of change that clients make to the tables, inside a transaction of theirs. */
interface Changes {

    /** Makes one change of one or a few rows. */
    void make(Connection connection, Random random) throws SQLException;
}
