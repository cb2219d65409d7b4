package shop;

import java.sql.SQLException;
import java.util.Random;

/**
 * What happens next in the shop, by a seed. One writer at a time: so the order of the inbox is that of the order numbers.
 */
final class Steps {
    private final Random random;
    private final OrderSteps orders;
    private final ProductSteps products;
    private final CustomerSteps customers;

    Steps(Database database, long seed) {
        random = new Random(seed);
        orders = new OrderSteps(database, random);
        products = new ProductSteps(database, random);
        customers = new CustomerSteps(database, random);
    }

    /** The next step; which rows it touches is looked up now. */
    Step next() throws SQLException {
        Step step = null;
        while (step == null) {
            step = pick(random.nextInt(100));
        }
        return step;
    }

    /** {@code null} when the shop has no row for it at the moment. */
    private Step pick(int dice) throws SQLException {
        if (dice < 22) return orders.placeOrder();
        if (dice < 40) return orders.advanceOrder();
        if (dice < 43) return orders.returnItem();
        if (dice < 55) return products.changePrice();
        if (dice < 59) return products.restock();
        if (dice < 61) return products.withdraw();
        if (dice < 63) return products.bringBack();
        if (dice < 66) return products.renameSku();
        if (dice < 69) return products.replaceProduct();
        if (dice < 76) return customers.moveCity();
        if (dice < 83) return customers.handEmailOver();
        if (dice < 88) return customers.changeCredit();
        if (dice < 92) return customers.openAccount();
        if (dice < 96) return customers.closeAccount();
        if (dice < 99) return customers.reopenAccount();
        return customers.forgetCustomer();
    }
}
