MATCH (a:A)-[r:T]->(b) WHERE a.x = 1 AND NOT b:B RETURN a, r, b ORDER BY a.x DESC SKIP 0 LIMIT 10
MATCH p = (a)-[:T|S*0..3]-(b {x: 2}) RETURN p, length(p), nodes(p), relationships(p)
OPTIONAL MATCH (n:C) WITH n, count(*) AS c WHERE c > 0 RETURN *
MATCH (a), (b) MATCH p = shortestPath((a)-[*]-(b)) RETURN p
UNWIND [1, 2.5, 'x', null, true, {a: 1}] AS v WITH DISTINCT v ORDER BY v RETURN collect(v), min(v), max(v)
CREATE (n:New {a: 1})-[:R {b: [1, 2]}]->(m) SET n.c = 'd', m += {e: 1}, m:L REMOVE n.a DELETE n
MERGE (a:A {x: 1}) ON MATCH SET a.y = 2 ON CREATE SET a.y = 3 RETURN a.y
MATCH (n) DETACH DELETE n RETURN count(n)
MATCH (a:A) FOREACH (i IN range(1, 3) | CREATE (a)-[:F {i: i}]->(:G))
RETURN [x IN range(0, 10, 2) WHERE x % 4 = 0 | x ^ 2], [1, 2, 3][0..2], {a: {b: [1]}}.a.b[0]
RETURN all(x IN $list WHERE x > 0), any(x IN [] WHERE true), none(x IN [null] WHERE x), single(x IN [1] WHERE x = 1)
RETURN reduce(s = 0, x IN [1, 2] | s + x), CASE 1 WHEN 1 THEN 'a' ELSE 'b' END, coalesce(null, $p)
MATCH (n) WHERE exists { MATCH (n)-->(m) WHERE m.x > 1 RETURN m } AND (n)--() RETURN [(n)-->(m) | m.name] AS names
RETURN date('2025-05-12') + duration('P1M2DT3H'), datetime({year: 2025, timezone: 'Europe/Stockholm'}).offset
RETURN duration.between(date('2025-01-31'), localdatetime('2025-03-01T10:00')), date.truncate('week', date('2025-05-12'), {dayOfWeek: 3})
RETURN toString(1.5), toInteger('7'), substring('hello', 1, 2), split('a,b', ','), 'abc' STARTS WITH 'a', 'x' =~ '[a-z]+'
RETURN 1 AS a UNION RETURN 2 AS a UNION RETURN null AS a
MATCH (a)-[r]->(b) RETURN type(r), labels(a), keys(b), properties(r), startNode(r), id(a), percentileCont(a.x, 0.5), stDev(a.x)
WITH 1 AS x, [1, [2]] AS l RETURN x IN l, l = [1, [2]], x <> 2 XOR false, -x + 3 * 2 / 1 % 5
MATCH (a:A|B WHERE a.x > 0)-[r:!T&%*0..2 WHERE r.w > 1]->{1,2}(b:!A) RETURN COUNT { (a)-->() }, COLLECT { MATCH (b)--(c) RETURN c }
MATCH p = ALL SHORTEST (a)-[:T]->+(b) CALL { WITH a RETURN a.x AS y UNION RETURN 1 AS y } RETURN p, y
UNWIND [1, 2] AS i CALL (i) { CREATE (:C {i: i}) } RETURN count(*)
