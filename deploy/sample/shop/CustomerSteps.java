package shop;

import static shop.Step.Sight.counter;
import static shop.Step.Sight.field;
import static shop.Step.Sight.member;
import static shop.Step.Sight.score;
import static shop.Step.Sight.string;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import shop.Step.Sight;

/** Customers come, move, change their addresses, close their accounts and are forgotten. */
final class CustomerSteps {
    private static final List<String> CITIES =
            List.of("Amsterdam", "Barcelona", "Berlin", "Bergen", "Den Haag", "Dublin", "Kraków", "Malmö", "Wien", "Zürich");
    private static final List<String> NAMES = List.of("Ada", "Bruno", "Chloe", "Dario", "Elena", "Farid", "Grace", "Hugo");
    private static final String OPEN_CUSTOMER = "SELECT id, email, city FROM customers WHERE status <> 'closed'";

    private final Database database;
    private final Random random;

    CustomerSteps(Database database, Random random) {
        this.database = database;
        this.random = random;
    }

    Step moveCity() throws SQLException {
        String city = random.nextInt(5) == 0 ? null : any(CITIES);
        Map<String, String> customer = database.any(OPEN_CUSTOMER + " AND city IS NOT NULL", random);
        String id = customer.get("id");
        String old = customer.get("city");
        if (old.equals(city)) {
            return null;
        }
        List<Sight> sights = new ArrayList<>(List.of(
                field("customer:" + id, "city", city),
                member("customers:in:" + old, id, false),
                counter("customers:count:" + old),
                counter("customers:credit", old)));
        if (city != null) {
            sights.add(2, member("customers:in:" + city, id, true));
            sights.add(counter("customers:count:" + city));
        }
        return new Step(List.of("UPDATE customers SET city = %s WHERE id = %s".formatted(Database.quoted(city), id)), sights);
    }

    /** One customer gives an address up and another takes it, in one transaction. */
    Step handEmailOver() throws SQLException {
        Map<String, String> giver = database.any(OPEN_CUSTOMER + " AND email IS NOT NULL", random);
        Map<String, String> taker = database.any(OPEN_CUSTOMER + " AND id <> " + giver.get("id"), random);
        String email = giver.get("email");
        List<Sight> sights = new ArrayList<>(List.of(
                string("customer:by-email:" + email, taker.get("id")),
                field("customer:" + giver.get("id"), "email", null),
                field("customer:" + taker.get("id"), "email", email)));
        if (taker.get("email") != null) {
            sights.add(1, string("customer:by-email:" + taker.get("email"), null));
        }
        return new Step(
                List.of("UPDATE customers SET email = NULL WHERE id = " + giver.get("id"),
                        "UPDATE customers SET email = %s WHERE id = %s".formatted(Database.quoted(email), taker.get("id"))),
                sights);
    }

    Step changeCredit() throws SQLException {
        Map<String, String> customer = database.any(OPEN_CUSTOMER, random);
        String limit = BigDecimal.valueOf(25_000 + random.nextInt(500_000), 2).toPlainString();
        String id = customer.get("id");
        List<Sight> sights = new ArrayList<>(
                List.of(field("customer:" + id, "credit", limit), score("customers:by-credit", id, limit)));
        if (customer.get("city") != null) {
            sights.add(counter("customers:credit", customer.get("city")));
        }
        return new Step(List.of("UPDATE customers SET credit_limit = %s WHERE id = %s".formatted(limit, id)), sights);
    }

    Step openAccount() throws SQLException {
        String id = database.one("SELECT COALESCE(MAX(id), 0) + 1 AS id FROM customers").get("id");
        String name = any(NAMES);
        String email = name.toLowerCase(Locale.ROOT) + ".n" + id + "@example.org";
        String city = any(CITIES);
        return new Step(
                List.of(("INSERT INTO customers (id, email, first_name, last_name, city, credit_limit, created_at)"
                                + " VALUES (%s, %s, %s, 'Novák', %s, 500.00, NOW())")
                        .formatted(id, Database.quoted(email), Database.quoted(name), Database.quoted(city))),
                List.of(field("customer:" + id, "name", name + " Novák"),
                        string("customer:by-email:" + email, id),
                        member("customers:in:" + city, id, true),
                        score("customers:by-credit", id, "500"),
                        counter("customers:count:" + city)));
    }

    Step closeAccount() throws SQLException {
        Map<String, String> customer = database.any(OPEN_CUSTOMER, random);
        return new Step(
                List.of("UPDATE customers SET status = 'closed' WHERE id = " + customer.get("id")), gone(customer));
    }

    Step reopenAccount() throws SQLException {
        Map<String, String> customer = database.any(
                "SELECT id, CONCAT(first_name, ' ', last_name) AS name FROM customers WHERE status = 'closed'", random);
        if (customer == null) {
            return null;
        }
        String id = customer.get("id");
        return new Step(
                List.of("UPDATE customers SET status = 'active' WHERE id = " + id),
                List.of(field("customer:" + id, "name", customer.get("name"))));
    }

    Step forgetCustomer() throws SQLException {
        Map<String, String> customer = database.any(OPEN_CUSTOMER, random);
        return new Step(List.of("DELETE FROM customers WHERE id = " + customer.get("id")), gone(customer));
    }

    private static List<Sight> gone(Map<String, String> customer) {
        String id = customer.get("id");
        List<Sight> sights = new ArrayList<>(
                List.of(field("customer:" + id, "name", null), score("customers:by-credit", id, null)));
        if (customer.get("email") != null) {
            sights.add(string("customer:by-email:" + customer.get("email"), null));
        }
        if (customer.get("city") != null) {
            sights.add(member("customers:in:" + customer.get("city"), id, false));
            sights.add(counter("customers:count:" + customer.get("city")));
        }
        return sights;
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
