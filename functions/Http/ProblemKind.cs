namespace ReapFunctions.Http;

/// <summary>
/// What a problem document is about, where people of the pages meet it: a page says each in the words of its language. The
/// <c>type</c> of the document is <c>urn:reapfunctions:</c> and the name.
/// </summary>
public enum ProblemKind
{
    NotSignedIn,
    NotAllowed,
    NoRun,
    UnknownRun,
    NoScorecard,
    UnreliableRun,
    NoList,
    ListChanged,
    KeepAgain,
    NameWithdrawn,
    NameTaken,
    UnknownName,
    UnknownCustomer,
    UnknownEnquiry,
    EnquiryOfCustomer,
    NotErased,
    ErasureUnfinished,
    RunRemoved,
    RunIncomplete,
    RunSuperseded,
    LaterRun,
    NothingCleaned,
    NoReceipt,
    NoRejects,
    CorrectedBefore,
}
