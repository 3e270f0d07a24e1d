using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReapFunctions.Local.Worker.Indexing;

/// <summary>Ids of functions: a number that is the same over restarts and builds.</summary>
internal static class FunctionIds
{
    public static string Of(FunctionEntry function)
    {
        var text = $"{function.Name}\n{Path.GetFileName(function.Class.Assembly.Location)}\n{function.EntryPoint}";
        var number = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
