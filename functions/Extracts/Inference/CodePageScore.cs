using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Extracts.Inference;

/// <summary>
/// How well a code page fits the words of a file: by the letters that its languages use, and by what stands in no word.
/// </summary>
internal static class CodePageScore
{
    private const char Unknown = '\uFFFF';

    private const string Western = "éèêëàâäáãåçñóòôöøúùûüíìîïßæÉÈÀÂÄÁÅÇÑÓÖØÚÜÍÆÔ";
    private const string Polish = "ąćęłńóśźż";
    private const string Czech = "áčďéěíňóřšťúůýžäľĺôŕ";
    private const string Hungarian = "áéíóöőúüű";
    private const string Romanian = "ăâîşţșț";
    private const string Croatian = "čćđšž";
    private const string Turkish = "çğıöşüâîÇĞİÖŞÜéäßÄà";
    private const string Baltic = "āčēģīķļņšūžąęėįųõäöüĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲÕÄÖÜ";
    private const string Cyrillic = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў";
    private const string Greek = "αοιετσνηυρπκμλωςδγχθφβξζψάέήίόύώ";
    private const string Hebrew = "אבגדהוזחטיכלמנסעפצקרשתםןךףץ";
    private const string Arabic = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإءئؤآ";
    private const string Thai = "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศสหอะัาำิีึืุูเแโใไ็่้์";
    private const string Chinese =
        "的一是不了在人有我他这中大来以个上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三"
        + "小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从客户城市金额北京海广州姓名电话址号码产品价格期月订单编门店区东南西山江湖";

    private const string Traditional =
        "的一是不了在人有我他這中大來以個上們到說國和地也子時道出而要於就下得可你年生自會那後能對著事其裡所去行過家十用發天如然作方成者多日都三"
        + "客戶城市金額臺北高雄姓名電話址號碼產品價格期月訂單編門店區東南西山江湖";

    private const string Japanese = "のにはをたがでてとしれさいるあきなこもつりうくまけ顧客名前住所電話番号金額東京都大阪府市区町村県日本年月山田中川"
        + "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンー";

    private const string Korean = "이다는에의가을로하고지서도기사한인대아자나시정부리국스전일김박최서울부산고객이름주소전화번호금액도시";

    /// <summary>The usual ones first: of equals the first is taken.</summary>
    private static readonly (string Name, string Letters)[] Candidates =
    [
        ("windows-1252", Western), ("windows-1250", Polish), ("windows-1250", Czech), ("windows-1250", Hungarian),
        ("windows-1250", Romanian), ("windows-1250", Croatian), ("windows-1251", Cyrillic), ("windows-1254", Turkish),
        ("windows-1253", Greek), ("windows-1257", Baltic), ("windows-1255", Hebrew), ("windows-1256", Arabic),
        ("windows-874", Thai), ("iso-8859-2", Polish), ("iso-8859-2", Czech), ("iso-8859-2", Hungarian),
        ("iso-8859-5", Cyrillic), ("koi8-r", Cyrillic), ("cp866", Cyrillic), ("cp850", Western), ("cp852", Polish),
        ("cp852", Czech), ("macintosh", Western), ("gb18030", Chinese), ("big5", Traditional), ("shift_jis", Japanese),
        ("euc-jp", Japanese), ("euc-kr", Korean),
    ];

    /// <summary>The best code page, the next best, and words that it reads.</summary>
    public static (TextEncoding Encoding, string? Second, IReadOnlyList<string> Examples) Best(IReadOnlyCollection<string> words)
    {
        var bytes = words.Select(Encoding.Latin1.GetBytes).ToList();
        var found = Candidates.Select(candidate => Read(candidate.Name, candidate.Letters, bytes)).OfType<Reading>()
            .OrderByDescending(reading => reading.Score).DistinctBy(reading => reading.Encoding.CodePage).ToList();
        if (found.Count == 0)
            return (TextEncoding.Windows1252, null, [.. words.Take(3)]);
        var second = found.Count > 1 ? found[1].Encoding.Name : null;
        return (found[0].Encoding, second, [.. found[0].Words.Select(Shown).Distinct().Take(3)]);
    }

    /// <summary>Without a delimiter that could have been the second byte of a character.</summary>
    private static string Shown(string word) => word.Split('|', '~', '^')[0];

    private static Reading? Read(string name, string letters, List<byte[]> words)
    {
        var encoding = TextEncoding.Of(name)!;
        var net = encoding.ToNet(new DecoderReplacementFallback(Unknown.ToString()));
        var read = words.ConvertAll(net.GetString);
        var isLossless = !read.Exists(text => text.Any(letter => letter is Unknown or (>= '\u0080' and < '\u00A0')
            or (>= '\uE000' and <= '\uF8FF')));
        var usual = letters.ToHashSet();
        return isLossless ? new(encoding, read, read.Sum(word => Score(word, usual))) : null;
    }

    /// <summary>Per byte that is no ASCII, so that code pages of one and two bytes compare.</summary>
    private static double Score(string word, HashSet<char> usual)
    {
        var (score, run) = (0.0, 0);
        for (var at = 0; at < word.Length; at++)
        {
            var letter = word[at];
            run = letter >= 0x80 ? run + 1 : 0;
            if (letter < 0x80)
                continue;
            var bytes = letter >= 0x2E80 ? 2 : 1;
            var isUsual = (usual.Contains(letter) || usual.Contains(char.ToLowerInvariant(letter)))
                && !(letter is 'ì' or 'ò' && at + 1 < word.Length); // Italian ends words with them
            score += bytes * (isUsual ? 1 : char.IsLetter(letter) ? (bytes == 2 ? 0.2 : -0.5) : -1.5);
            // Latin words have few letters with marks in a row; others have no Latin letters beside theirs.
            var isLatin = letter < 0x250;
            score -= isLatin && run > 2 ? 1 : 0;
            score -= !isLatin && bytes == 1 && HasAsciiBeside(word, at) ? 1 : 0;
            score -= at > 0 && char.IsUpper(letter) && char.IsLower(word[at - 1]) ? 1 : 0;
        }
        return score;
    }

    private static bool HasAsciiBeside(string word, int at) =>
        (at > 0 && char.IsAsciiLetter(word[at - 1])) || (at + 1 < word.Length && char.IsAsciiLetter(word[at + 1]));

    private sealed record Reading(TextEncoding Encoding, List<string> Words, double Score);
}
