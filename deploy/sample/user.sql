-- The sample shop's own user. MySQL is not reachable from outside of Docker, so a demo's password will do.
CREATE USER 'shop'@'%' IDENTIFIED BY 'shop';
GRANT SELECT, INSERT, UPDATE, DELETE ON shop.* TO 'shop'@'%';
