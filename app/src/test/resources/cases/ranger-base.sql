-- What the patches of Ranger change or refer to and do not make themselves, in the fewest tables and columns that their
-- statements name: written for this test, because the schema that they begin with is not among the cases.
CREATE TABLE x_portal_user (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    first_name varchar(1022), last_name varchar(1022), pub_scr_name varchar(2048), login_id varchar(767), password varchar(512) NOT NULL DEFAULT '',
    email varchar(512), status int NOT NULL DEFAULT 0, user_src int NOT NULL DEFAULT 0, notes varchar(4000),
    UNIQUE KEY x_portal_user_login_id (login_id));
CREATE TABLE x_portal_user_role (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    user_id bigint NOT NULL, user_role varchar(128), status int NOT NULL DEFAULT 0,
    CONSTRAINT x_portal_user_role_user FOREIGN KEY (user_id) REFERENCES x_portal_user (id));
CREATE TABLE x_user (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    user_name varchar(767) NOT NULL, descr varchar(4000), status int NOT NULL DEFAULT 0, cred_store_id bigint);
CREATE TABLE x_group (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    group_name varchar(767) NOT NULL, descr varchar(4000), status int NOT NULL DEFAULT 0, group_type int NOT NULL DEFAULT 0, cred_store_id bigint);
CREATE TABLE x_group_users (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    group_name varchar(740) NOT NULL, p_group_id bigint, user_id bigint);
CREATE TABLE x_asset (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    asset_name varchar(1024) NOT NULL, descr varchar(4000) NOT NULL, act_status int NOT NULL DEFAULT 0, asset_type int NOT NULL DEFAULT 0,
    config text, sup_native tinyint NOT NULL DEFAULT 0);
CREATE TABLE x_resource (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    res_name varchar(4000), policy_name varchar(500), descr varchar(4000), res_type int NOT NULL DEFAULT 0, asset_id bigint NOT NULL,
    parent_id bigint, parent_path varchar(4000), is_encrypt int NOT NULL DEFAULT 0, is_recursive int NOT NULL DEFAULT 0,
    CONSTRAINT x_resource_asset FOREIGN KEY (asset_id) REFERENCES x_asset (id));
CREATE TABLE x_trx_log (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    class_type int NOT NULL DEFAULT 0, object_id bigint, parent_object_id bigint, parent_object_class_type int NOT NULL DEFAULT 0,
    parent_object_name varchar(1024), object_name varchar(1024), attr_name varchar(255), prev_val text, new_val text, trx_id varchar(1024),
    action varchar(255), sess_id varchar(512), req_id varchar(30), sess_type varchar(30));
CREATE TABLE x_policy_export_audit (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, update_time datetime, added_by_id bigint, upd_by_id bigint,
    client_ip varchar(255) NOT NULL, agent_id varchar(255), req_epoch bigint NOT NULL, last_updated datetime, repository_name varchar(1024),
    exported_json text, http_ret_code int NOT NULL DEFAULT 0);
CREATE TABLE x_db_version_h (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, version varchar(64) NOT NULL, inst_at timestamp NOT NULL DEFAULT current_timestamp,
    inst_by varchar(256) NOT NULL, updated_at timestamp NOT NULL DEFAULT current_timestamp, updated_by varchar(256) NOT NULL,
    active enum('Y', 'N') DEFAULT 'Y');
INSERT INTO x_portal_user (login_id, first_name, last_name) VALUES ('admin', 'Admin', '');
INSERT INTO x_user (user_name) VALUES ('admin');
INSERT INTO x_group (group_name) VALUES ('public');
CREATE TABLE xa_access_audit (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, create_time datetime, request_data varchar(2000), resource_path varchar(2000));
