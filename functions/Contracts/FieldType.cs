namespace ReapFunctions.Contracts;

/// <summary>The types of Table Schema. In the snapshot they become text, numbers, flags or dates.</summary>
public enum FieldType
{
    String,
    Number,
    Integer,
    Boolean,
    Date,
    Time,
    Datetime,
    Year,
    Yearmonth,
    Duration,
    Geopoint,
    Object,
    Array,
    List,
    Geojson,
    Any,
}
