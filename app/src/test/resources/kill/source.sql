select count(*) || ' ' || md5(string_agg(id || payload, ',' order by id)) from source
