select concat(count(*), ' ', sum(crc32(concat(id, payload)))) from source
