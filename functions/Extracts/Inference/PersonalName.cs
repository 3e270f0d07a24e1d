namespace ReapFunctions.Extracts.Inference;

/// <summary>Names of columns that hold personal data, in the languages of Europe.</summary>
internal static class PersonalName
{
    /// <summary>Of things that are counted, said of or known about, not the things themselves.</summary>
    private static readonly string[] Harmless = Split(
        "number of,no of,num,nb,nbr,count,anzahl,nombre de,numero "
            + "de,liczba,antal,aantal,qty,quantity,year,jahr,annee,rok,age,flag,"
        + "has,is,consent,opt in,opt "
        + "out,optin,optout,type,mode,country,land,changed,changes,verified,valid,service,plan,product,lines");

    private static readonly string[] Personal = Split(
        // English
        "first name,last name,firstname,lastname,forename,surname,full name,fullname,maiden name,middle name,given "
            + "name,family name,"
        + "customer name,contact name,client name,account name,holder name,person name,user name,username,account holder,card "
        + "holder,cardholder,contact,contact person,email,e mail,mail,email "
        + "address,phone,mobile,telephone,tel,fax,cell,cellphone,street,"
        + "address,address line,birth,birthdate,birthday,dob,date of birth,iban,bank account,ssn,social "
        + "security,passport,taxid,tax id,"
        + "driver licence,driving licence,msisdn,imsi,imei,ip,ip address,ipaddress,mac address,latitude,longitude,lat,lon,lng,"
        + "card number,credit card,cardnumber,pan,maiden,gps,signature,"
        // German
        + "vorname,nachname,familienname,geburtsname,kundenname,ansprechpartner,"
        + "strasse,str,hausnummer,anschrift,adresse,geburtsdatum,"
        + "geburtstag,geb datum,gebdat,telefon,telefonnummer,handy,handynummer,mobilnummer,rufnummer,kontoinhaber,kontonummer,"
        + "steuernummer,steuer id,ausweisnummer,sozialversicherungsnummer,"
        // French, Spanish, Portuguese, Italian, Romanian
        + "prenom,nom de famille,nom client,nom du client,rue,courriel,date de naissance,date naissance,portable,titulaire,"
        + "nombre cliente,nombre completo,apellido,apellidos,primer apellido,calle,direccion,correo,correo "
        + "electronico,movil,telefono,"
        + "fecha de nacimiento,fecha nacimiento,titular,dni,nif,nie,apelido,sobrenome,nome completo,rua,morada,endereco,telefone,"
        + "telemovel,celular,data de nascimento,data nascimento,contribuinte,cpf,cognome,via,indirizzo,cellulare,data di nascita,"
        + "data nascita,codice fiscale,intestatario,nume,prenume,strada,adresa,data nasterii,cnp,"
        // Dutch and the north
        + "voornaam,achternaam,straat,straatnaam,adres,telefoon,telefoonnummer,"
        + "geboortedatum,bsn,rekeningnummer,fornavn,etternavn,"
        + "efternavn,fornamn,efternamn,gade,gate,gata,vej,adress,mobil,mobiltelefon,fodselsdato,fodselsdag,fodelsedatum,"
        + "personnummer,cpr,etunimi,sukunimi,katuosoite,osoite,puhelin,puhelinnumero,syntymaaika,henkilotunnus,"
        // Polish, Czech, Slovak, Hungarian, Croatian, Turkish, Greek, Russian
        + "imie,nazwisko,imie i nazwisko,ulica,data urodzenia,pesel,komorka,jmeno,prijmeni,ulice,datum narozeni,rodne cislo,meno,"
        + "priezvisko,keresztnev,vezeteknev,csaladnev,utca,cim,szuletesi datum,ime,prezime,datum rodenja,oib,ad,soyad,adi,soyadi,"
        + "sokak,dogum tarihi,tc kimlik no,cep telefonu,onoma,eponymo,фамилия,имя,отчество,фио,адрес,улица,телефон,"
        + "дата рождения,паспорт,почта");

    /// <summary>Names alone: with another word they are of something else.</summary>
    private static readonly string[] Alone = Split("name,nom,nombre,nome,naam,navn,namn,nimi,nazwa klienta,nev,isim");

    /// <summary>Names of what somebody is reached by, and of the ways to reach somebody: cellular, telephone.</summary>
    private static readonly string[] Ways = Split(
        "contact,email,e mail,mail,phone,mobile,telephone,tel,fax,cell,portable,telefon,handy,mobil,correo,telefono,movil,"
        + "telefone,celular,cellulare,telefoon,puhelin,komorka");

    private static readonly string[] Births = Split(
        "birth,birthdate,birthday,dob,date of birth,geburtsdatum,geburtstag,date de naissance,fecha de nacimiento,data di "
            + "nascita");

    /// <summary>Whether a column's name says that it holds personal data.</summary>
    public static bool Is(string name)
    {
        var words = NameWords.Of(name);
        return Alone.Any(phrase => words == $" {phrase} ")
            || (NameWords.HasAny(words, Personal) && !NameWords.HasAny(words, Harmless));
    }

    /// <summary>Whether the name may be that of a way to reach people, of which a file has a handful.</summary>
    public static bool MayBeWay(string name) => Ways.Any(way => NameWords.Of(name) == $" {way} ");

    /// <summary>Whether the name is that of a date of birth.</summary>
    public static bool IsBirth(string name) => NameWords.HasAny(NameWords.Of(name), Births);

    private static string[] Split(string phrases) => phrases.Split(',');
}
