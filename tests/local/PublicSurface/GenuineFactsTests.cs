using System.Reflection;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace ReapFunctions.Local.Tests.PublicSurface;

/// <summary>
/// Facts of the genuine assemblies that a stand-in gets wrong most easily, because code still compiles here. A stand-in is a subset,
/// so a type that it does not offer is no fault.
/// </summary>
public sealed class GenuineFactsTests
{
    private const string Worker = "Microsoft.Azure.Functions.Worker.";
    private const AttributeTargets MethodOrProperty = AttributeTargets.Method | AttributeTargets.Property;

    /// <summary>An extension method is found by its namespace, and called by its class where two would fit: both must be the genuine ones.</summary>
    private static readonly Dictionary<string, string> HomeOfExtension = new()
    {
        ["UseMiddleware"] = "Microsoft.Extensions.Hosting.MiddlewareWorkerApplicationBuilderExtensions",
        ["UseWhen"] = "Microsoft.Extensions.Hosting.MiddlewareWorkerApplicationBuilderExtensions",
        ["UseDefaultWorkerMiddleware"] = "Microsoft.Extensions.Hosting.MiddlewareWorkerApplicationBuilderExtensions",
        ["ConfigureFunctionsWebApplication"] = Worker + "Builder.FunctionsApplicationBuilderAspNetCoreExtensions",
        ["GetHttpContext"] = Worker + "FunctionContextExtensions",
        ["GetLogger"] = Worker + "FunctionContextLoggerExtensions",
        ["BindInputAsync"] = Worker + "FunctionContextBindingFeatureExtensions",
        ["GetInvocationResult"] = Worker + "FunctionContextBindingFeatureExtensions",
        ["GetOutputBindings"] = Worker + "FunctionContextBindingFeatureExtensions",
        ["GetHttpRequestDataAsync"] = Worker + "FunctionContextHttpRequestExtensions",
        ["GetHttpResponseData"] = Worker + "FunctionContextHttpRequestExtensions",
    };

    [Theory]
    [InlineData(Worker + "FunctionAttribute", AttributeTargets.Method)]
    [InlineData(Worker + "BlobTriggerAttribute", AttributeTargets.Parameter)]
    [InlineData(Worker + "QueueTriggerAttribute", AttributeTargets.Parameter)]
    [InlineData(Worker + "TimerTriggerAttribute", AttributeTargets.Parameter)]
    [InlineData(Worker + "HttpTriggerAttribute", AttributeTargets.Parameter)]
    [InlineData(Worker + "BlobInputAttribute", AttributeTargets.Parameter)]
    [InlineData(Worker + "BlobOutputAttribute", MethodOrProperty)]
    [InlineData(Worker + "QueueOutputAttribute", MethodOrProperty)]
    [InlineData(Worker + "HttpResultAttribute", AttributeTargets.Property)]
    public void AnAttributeGoesWhereTheGenuineOneGoes(string name, AttributeTargets targets)
    {
        if (StandIn.Worker.Find(name) is not { } attribute)
            return;
        var usage = attribute.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!;

        Assert.Equal((targets, false), (usage.ValidOn, usage.AllowMultiple));
    }

    [Fact]
    public void ExtensionMethodsLiveInTheGenuineClasses()
    {
        var extensions = Surface.Types(StandIn.Worker.Assembly)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(ExtensionAttribute)) && HomeOfExtension.ContainsKey(method.Name));

        Assert.All(extensions, method => Assert.Equal(HomeOfExtension[method.Name], method.DeclaringType!.FullName));
    }

    [Theory]
    [InlineData(Worker + "HttpTriggerAttribute", "AuthLevel")]
    [InlineData(Worker + "HttpTriggerAttribute", "Methods")]
    [InlineData(Worker + "TimerTriggerAttribute", "Schedule")]
    [InlineData(Worker + "BlobTriggerAttribute", "BlobPath")]
    [InlineData(Worker + "BlobOutputAttribute", "BlobPath")]
    [InlineData(Worker + "QueueTriggerAttribute", "QueueName")]
    [InlineData(Worker + "QueueOutputAttribute", "QueueName")]
    [InlineData(Worker + "FunctionAttribute", "Name")]
    public void APropertyThatTheGenuineOneDoesNotLetSetCannotBeSet(string type, string property) =>
        Assert.NotEqual(true, StandIn.Worker.Find(type)?.GetProperty(property)?.SetMethod?.IsPublic);

    [Fact]
    public void TheApplicationBuilderIsMadeByItsFactoryOnlyAndBuildsAHost()
    {
        if (StandIn.Worker.Find(Worker + "Builder.FunctionsApplicationBuilder") is not { } builder)
            return;

        Assert.Empty(builder.GetConstructors());
        Assert.Equal("Microsoft.Extensions.Hosting.IHost", builder.GetMethod("Build")!.ReturnType.FullName);
        Assert.False(StandIn.Worker.Find(Worker + "Builder.FunctionsApplication")!.IsSealed);
    }

    [Fact]
    public void UseMiddlewareReturnsTheInterface()
    {
        var methods = StandIn.Worker.Find(HomeOfExtension["UseMiddleware"])?.GetMethods().Where(method => method.Name.StartsWith("Use", StringComparison.Ordinal));

        Assert.All(methods ?? [], method => Assert.Equal(Worker + "IFunctionsWorkerApplicationBuilder", method.ReturnType.FullName));
    }

    [Fact]
    public void ATestDoubleOfTheFunctionContextOverridesWhatItMustOverrideThere()
    {
        if (StandIn.Worker.Find(Worker + "FunctionContext") is not { } context)
            return;
        var properties = context.GetProperties().Where(property => property.GetMethod!.IsAbstract).ToList();

        Assert.Equal(
            ["BindingContext", "Features", "FunctionDefinition", "FunctionId", "InstanceServices", "InvocationId", "Items", "RetryContext", "TraceContext"],
            properties.Select(property => property.Name).Order());
        Assert.Equal(["InstanceServices", "Items"], properties.Where(property => property.CanWrite).Select(property => property.Name).Order());
        Assert.DoesNotContain(context.GetMethods(), method => method.IsAbstract && !method.IsSpecialName);
    }

    [Fact]
    public void TheTableClientsHaveNoNullableAnnotations()
    {
        var nullability = new NullabilityInfoContext();
        var parameters = Surface.Types(StandIn.Tables.Assembly).SelectMany(type => type.GetMethods()).Where(OwnMethod).SelectMany(method => method.GetParameters());

        Assert.All(
            parameters.Where(parameter => !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsGenericParameter && !parameter.ParameterType.IsByRef),
            parameter => Assert.Equal(NullabilityState.Unknown, nullability.Create(parameter).WriteState));
    }

    [Theory]
    [InlineData(typeof(TableClient))]
    [InlineData(typeof(TableServiceClient))]
    public void EveryMemberOfATableClientCanBeMocked(Type client)
    {
        Assert.All(client.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(OwnMethod), method => Assert.True(method.IsVirtual, method.Name));
        Assert.Contains(client.GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance), constructor => constructor.IsFamily && constructor.GetParameters().Length == 0);
    }

    [Theory]
    [InlineData("GetEntityAsync", true)]
    [InlineData("GetEntityIfExistsAsync", true)]
    [InlineData("QueryAsync", true)]
    [InlineData("AddEntityAsync", false)]
    [InlineData("UpsertEntityAsync", false)]
    [InlineData("UpdateEntityAsync", false)]
    public void OnlyWhatIsReadMustBeAClass(string method, bool mustBeClass)
    {
        var parameter = Assert.Single(typeof(TableClient).GetMethod(method)!.GetGenericArguments());

        Assert.Equal([typeof(ITableEntity)], parameter.GetGenericParameterConstraints());
        Assert.Equal(
            mustBeClass ? GenericParameterAttributes.ReferenceTypeConstraint : GenericParameterAttributes.None,
            parameter.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask);
    }

    [Fact]
    public void TheHashingStandInIsNewerThanAnyPackage() => Assert.Equal(new Version(99, 0, 0, 0), StandIn.Hashing.Assembly.GetName().Version);

    private static bool OwnMethod(MethodInfo method) => method.DeclaringType!.Assembly == StandIn.Tables.Assembly;
}
