"""How French text is compared, in SQL: the same fold as eclore.kit.folding, for queries and indexes of every schema.

Made of PostgreSQL's own functions and of what is written here: neither the locale of the database nor the rules of an
extension change it, so that an index may hold it.
"""

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION public.eclore_fold(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
COST 2000 AS $body$
DECLARE folded text := translate(value, '`´‘’‚‛′ʹʻʼʽ', repeat(chr(39), 11));
BEGIN
    IF octet_length(folded) <> char_length(folded) THEN
        folded := regexp_replace(normalize(folded, NFKD),
            '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f'
            '\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+', '', 'g');
    END IF;
    folded := regexp_replace(folded,
        '[\u0001-\u0020\u0022\u007f-\u009f\u1680\u2028\u2029\u00ab\u00bb\u2039\u203a\u201c-\u201f'
        '\u002d\u2010-\u2015\u2043\u2212]+', ' ', 'g');
    folded := lower(folded COLLATE "C");
    IF octet_length(folded) <> char_length(folded) THEN
        folded := translate(folded,
            'ØŁĐÐĦŊŦƏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐøłđðħŋŧəı°',
            'olddhntəαβγδεζηθικλμνξοπρστυφχψωσабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґolddhntəio');
        folded := replace(replace(replace(replace(folded, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae');
        folded := replace(replace(replace(replace(folded, 'ß', 'ss'), 'ẞ', 'ss'), 'þ', 'th'), 'Þ', 'th');
    END IF;
    RETURN btrim(regexp_replace(folded, '(^|[^a-z0-9])no ?([0-9])', '\1no \2', 'g'), ' ');
END $body$;

CREATE FUNCTION public.eclore_texts(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
COST 200 AS $body$
    SELECT coalesce(string_agg(each #>> '{}', ' ' ORDER BY position), '')
    FROM jsonb_path_query(value, 'strict $.** ? (@.type() == "string")') WITH ORDINALITY AS found (each, position)
$body$;
"""

BACKWARD = """
DROP FUNCTION public.eclore_texts(jsonb);
DROP FUNCTION public.eclore_fold(text);
"""


class Migration(migrations.Migration):
    dependencies = [("territories", "0005_sirens")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
