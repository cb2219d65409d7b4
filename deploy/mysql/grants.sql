-- What the user of mysql.user in rowcast.yml may do, and no more: read the binlog and its position, hold the tables still
-- for the moment in which a snapshot begins, and read the tables that the mappings name.
GRANT REPLICATION SLAVE, REPLICATION CLIENT, RELOAD, SHOW DATABASES ON *.* TO 'rowcast'@'%';
GRANT SELECT ON shop.* TO 'rowcast'@'%';
