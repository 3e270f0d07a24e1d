using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>How one .NET type is written as a table property and read back.</summary>
internal abstract class EdmValue<T>
{
    /// <summary>The annotation that the value needs beside it, null where JSON's own type says enough.</summary>
    public virtual JsonEncodedText? Annotation => null;

    /// <summary>Is there nothing to write? Null properties are not sent: the service does not store them.</summary>
    public virtual bool IsNull(T value) => false;

    public abstract void Write(Utf8JsonWriter json, T value);

    public abstract T Read(ref Utf8JsonReader json);
}
